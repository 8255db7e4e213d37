using AngleSharp.Html.Parser;

namespace Iris.Tests;

/// <summary>Fills in the forms of static pages as a browser without script does.</summary>
internal static class PageForms
{
    /// <summary>Reads the page, takes the hidden fields of the named form, adds what a person enters and posts it to the page.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string page, string form, Dictionary<string, string> entered)
    {
        var document = new HtmlParser().ParseDocument(await client.GetStringAsync(page));
        var hidden = document.QuerySelectorAll($"form:has(input[name=_handler][value='{form}']) input[type=hidden]");
        if (hidden.Length == 0) throw new InvalidOperationException($"{page} has no form '{form}'.");
        var fields = new Dictionary<string, string>(entered);
        foreach (var field in hidden) fields.TryAdd(field.GetAttribute("name")!, field.GetAttribute("value") ?? "");
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(page, content);
    }

    /// <summary>Presses a button of the page that posts to another address, such as that of the menu which signs out.</summary>
    public static async Task<HttpResponseMessage> PostMenuAsync(this HttpClient client, string page, string action)
    {
        var document = new HtmlParser().ParseDocument(await client.GetStringAsync(page));
        var hidden = document.QuerySelectorAll($"form[action='{action}'] input[type=hidden]");
        if (hidden.Length == 0) throw new InvalidOperationException($"{page} has no form that posts to {action}.");
        using var content = new FormUrlEncodedContent(hidden.Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? "")));
        return await client.PostAsync(action, content);
    }
}

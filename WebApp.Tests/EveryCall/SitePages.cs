using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.EveryCall;

/// <summary>A form of a page as a browser without script would send it.</summary>
/// <param name="Action">Where it goes.</param>
/// <param name="Fields">With what stands in them; what is empty is taken for a password.</param>
internal sealed record SiteForm(string Action, Dictionary<string, string> Fields)
{
    /// <summary>Fields that the framework put there.</summary>
    public static readonly string[] Hidden = ["_handler", "__RequestVerificationToken"];

    /// <summary>The same on every page that has it.</summary>
    public string Identity => $"{Action} {string.Join(' ', Fields.Keys)} {Fields.GetValueOrDefault("_handler")}";
}

/// <summary>All pages of the site, and their forms.</summary>
internal static class SitePages
{
    /// <summary>Every page, with an id that nothing has where it wants one.</summary>
    public static IEnumerable<(string Path, Type Component)> Of(IrisApplication iris) =>
        from endpoint in iris.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let component = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type
        where component is not null && !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)
        select ("/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : $"{Guid.Empty}")), component);

    /// <summary>The forms of a page; none where it is not for this client.</summary>
    public static async Task<List<SiteForm>> FormsAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.OK) return [];
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return
        [
            .. page.QuerySelectorAll("form[method=post]").Select(form => new SiteForm(
                form.GetAttribute("action") is { Length: > 0 } action ? action : path,
                form.QuerySelectorAll("[name]").GroupBy(field => field.GetAttribute("name")!).ToDictionary(fields => fields.Key, fields => Value(fields.First())))),
        ];
    }

    private static string Value(IElement field) =>
        (field.QuerySelector("option[selected]") ?? field).GetAttribute("value") is { Length: > 0 } value ? value : IrisApplication.Password;
}

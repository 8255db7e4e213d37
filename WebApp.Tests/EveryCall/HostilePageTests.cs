using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Iris.Tests.EveryCall;

/// <summary>The texts of <see cref="HostileTextTests"/> in the address, the cookies and the forms of every page.</summary>
[Collection(nameof(WithIris))]
public sealed class HostilePageTests(IrisApplication iris)
{
    /// <summary>Bytes that are no UTF-8, as an address and a form can carry them.</summary>
    private static readonly string[] Encoded = [.. HostileTextTests.Texts.Select(Uri.EscapeDataString), "%00", "%FF", "%ED%A0%80", "%u0000"];

    /// <summary>One of each sort, since a form is slow: it computes the hash of a password, or renders a page of forms.</summary>
    private static readonly string[] Few =
    [
        "%00", "a%00b", "%FF", "%ED%A0%80", .. new[] { "\u200B", "\u3164", "male,female", "-1", "0001-01-01", "9999-12-31", string.Concat(Enumerable.Repeat("😀", 150)) + "x" }.Select(Uri.EscapeDataString),
    ];

    [Fact]
    public async Task No_value_of_an_address_or_a_cookie_breaks_a_page()
    {
        var admin = await iris.APerson().AsAdmin().WithConsent().SignedInToSiteAsync();
        var failures = new List<string>();
        foreach (var (path, component) in SitePages.Of(iris))
        {
            var parameters = component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(property => (property.Name, Attribute: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(parameter => parameter.Attribute is not null)
                .Select(parameter => parameter.Attribute!.Name ?? parameter.Name);
            foreach (var parameter in parameters)
            {
                foreach (var text in Encoded) await CheckAsync(admin.Client, $"{path}?{parameter}={text}", null, failures);
            }
        }

        foreach (var cookie in new[] { "iris-time-zone", "iris-culture", "iris-theme" })
        {
            foreach (var text in Encoded) await CheckAsync(admin.Client, "/posture/reports", $"{cookie}={text}", failures);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task No_value_of_a_form_breaks_a_page()
    {
        var (failures, seen) = (new List<string>(), new HashSet<string>());
        foreach (var (path, _) in SitePages.Of(iris))
        {
            foreach (var signedIn in new[] { false, true })
            {
                var forms = await (await ClientAsync(signedIn)).FormsAsync(path);
                for (var form = 0; form < forms.Count; form++)
                {
                    // Those around the page are on every page.
                    if (!seen.Add($"{signedIn} {forms[form].Identity}")) continue;
                    // Somebody new for each form: one of them signs out.
                    var client = await ClientAsync(signedIn);
                    var (action, fields) = (await client.FormsAsync(path))[form];
                    foreach (var field in fields.Keys.Except(SiteForm.Hidden))
                    {
                        foreach (var text in Few)
                        {
                            var body = string.Join('&', fields.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={(pair.Key == field ? text : Uri.EscapeDataString(pair.Value))}"));
                            using var content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
                            using var answer = await client.PostAsync(action, content);
                            if ((int)answer.StatusCode >= 500) failures.Add($"{path} {action} {field} = {text}: {(int)answer.StatusCode}");
                        }
                    }
                }
            }
        }

        Assert.Empty(failures);
    }

    private async Task<HttpClient> ClientAsync(bool signedIn) => signedIn ? (await iris.APerson().AsAdmin().SignedInToSiteAsync()).Client : iris.Anonymous();

    private static async Task CheckAsync(HttpClient client, string address, string? cookie, List<string> failures)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null) message.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(message);
        if ((int)answer.StatusCode >= 500) failures.Add($"{address} {cookie}: {(int)answer.StatusCode}");
    }
}

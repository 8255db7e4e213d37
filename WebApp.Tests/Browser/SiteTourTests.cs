using System.Text.Json;
using Microsoft.Playwright;

namespace Iris.Tests.Browser;

/// <summary>
/// A walk through every page: axe-core finds nothing against WCAG 2.2 AA, nothing scrolls sideways, nothing fails unseen. With IRIS_TOUR=folder the walk is
/// made in all combinations of width, theme and language, and leaves a picture of every page there (tools/tour).
/// </summary>
[Collection(nameof(WithBrowser))]
public sealed class SiteTourTests(BrowserFixture browser)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("IRIS_TOUR") is { Length: > 0 } folder ? folder : null;
    private static readonly string Axe = Path.Combine(Repository.Folder, "node_modules", "axe-core", "axe.min.js");

    public static TheoryData<int, ColorScheme, string> Walks
    {
        get
        {
            if (Folder is null) return new() { { 1440, ColorScheme.Light, "en" }, { 360, ColorScheme.Dark, "ko" } };
            TheoryData<int, ColorScheme, string> all = [];
            foreach (var width in new[] { 390, 1440 })
            {
                foreach (var colors in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    all.Add(width, colors, "en");
                    all.Add(width, colors, "ko");
                }
            }

            return all;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Walks))]
    public async Task Every_page_is_open_to_everybody(int width, ColorScheme colors, string language)
    {
        var person = await browser.Application.APerson().AsAdmin().WithConsent().SignedInAsync();
        var pages = new SitePages(browser.Application, person);
        await pages.FurnishAsync();
        await using var anonymous = await browser.OpenAsync(language, width, height: 900, colors);
        await using var visitor = await browser.OpenAsync(language, width, height: 900, colors);
        await visitor.SignInAsync(person.Email);
        List<string> faults = [];

        foreach (var (template, signedIn) in SitePages.All)
        {
            var address = await pages.AddressAsync(template);
            if (!signedIn) await LookAsync(anonymous.Page, address, "anonymous");
            if (signedIn || template is "/" or "/feed" or "/diary/posts/{Id:guid}") await LookAsync(visitor.Page, address, "signed-in");
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        async Task LookAsync(IPage page, string address, string who)
        {
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var name = $"{address} ({who}, {width}, {colors}, {language})";
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width) faults.Add($"{name} is {wide} px wide");
            faults.AddRange((await ViolationsAsync(page)).Select(violation => $"{name}: {violation}"));
            if (Folder is not null)
            {
                Directory.CreateDirectory(Folder);
                var file = $"{(address == "/" ? "home" : Shortened(address))}-{who}-{width}-{colors}-{language}.png".ToLowerInvariant();
                await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), FullPage = true });
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run({ exclude: ['.swagger-ui'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).slice(0, 4).join(' | ')}`)");
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    /// <summary>The address as a file's name, without ids.</summary>
    private static string Shortened(string address) => string.Join('-', address.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Guid.TryParse(part, out _) ? "id" : part));
}

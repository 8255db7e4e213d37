using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Iris.Shell.Look;
using Iris.Tests.Platform.Web;

namespace Iris.Tests.Shell;

/// <summary>The theme: in the first byte of a page, in a sheet of its own, under a policy that knows no exception.</summary>
public sealed partial class LookTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData(null, "system")]
    [InlineData("light", "light")]
    [InlineData("dark", "dark")]
    [InlineData("pink", "system")]
    public async Task The_first_paint_has_the_theme_of_the_cookie(string? kept, string shown)
    {
        using var browser = fixture.Site.Browser();
        if (kept is not null) browser.DefaultRequestHeaders.Add("Cookie", $"{Themes.Cookie}={kept}");

        var html = await browser.GetStringAsync("/");

        Assert.Contains($"data-theme=\"{shown}\"", html, StringComparison.Ordinal);
        Assert.InRange(html.IndexOf(ThemeSheet.Path, StringComparison.Ordinal), 0, html.IndexOf("<body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sheet_of_the_theme_is_kept_for_a_year_under_the_fingerprint_of_what_it_says()
    {
        using var browser = fixture.Site.Browser();

        using var answer = await browser.GetAsync(ThemeSheet.Path);

        var sheet = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"/theme.{Convert.ToHexStringLower(SHA256.HashData(sheet))[..10]}.css", ThemeSheet.Path);
        Assert.True(answer.Headers.CacheControl is { MaxAge.TotalDays: >= 365 });
    }

    /// <summary>No hash and no 'unsafe-inline': so no page may have a style element, and MudThemeProvider, which writes one, may not come back.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/nothing")]
    public async Task The_policy_allows_style_sheets_of_the_site_alone_and_pages_need_no_other(string path)
    {
        using var browser = fixture.Site.Browser();

        using var answer = await browser.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal("style-src 'self'", policy.Split(';', StringSplitOptions.TrimEntries).Single(rule => rule.StartsWith("style-src ", StringComparison.Ordinal)));
        Assert.DoesNotContain("<style", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Both_themes_know_the_same_colours_and_differ_in_them()
    {
        var sheet = ThemeSheet.Write();

        var dark = Variable().Matches(sheet[sheet.IndexOf("data-theme=dark", StringComparison.Ordinal)..sheet.IndexOf("@media", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToHashSet();
        var light = Variable().Matches(sheet[..sheet.IndexOf("data-theme=light", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Subset(light, dark);
        foreach (var name in new[] { "primary", "surface", "background", "text-primary", "text-secondary", "lines-default" }) Assert.Contains($"--mud-palette-{name}", dark);
    }

    [Fact]
    public void The_sites_own_sheets_stay_small()
    {
        var sheets = new[] { "WebApp", "wwwroot" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Folder, folder), "*.css", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToList();

        Assert.InRange(sheets.Sum(file => File.ReadLines(file).Count()), 1, 500);
    }

    [GeneratedRegex(@"(--[\w-]+):")]
    private static partial Regex Variable();
}

using System.Net;
using Iris.Platform.Web;

namespace Iris.Tests.Platform.Web;

public sealed class PreferenceTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData("/gallery?kind=cells", "/gallery?kind=cells")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("gallery", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData(@"/\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void A_redirect_never_leaves_the_site(string? asked, string expected) => Assert.Equal(expected, LocalUrl.OrHome(asked));

    [Theory]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("fr", "en")]
    public async Task The_first_page_is_in_the_language_of_the_browser(string asked, string expected)
    {
        using var browser = fixture.Site.Browser(asked);

        Assert.Contains($"<html lang=\"{expected}\"", await browser.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chosen_language_is_remembered_also_on_pages_about_errors()
    {
        using var browser = fixture.Site.Browser("en");

        using var response = await TestSite.PostFormAsync(browser, "/", "/preferences/culture", ("culture", "ko"), ("returnUrl", "/gallery"));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/gallery", response.Headers.Location?.OriginalString);
        Assert.Contains("<html lang=\"ko\"", await browser.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("문제가 발생했습니다", await (await browser.GetAsync("/broken")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chosen_theme_is_in_the_first_byte_of_the_next_page()
    {
        using var browser = fixture.Site.Browser();

        await TestSite.PostFormAsync(browser, "/", "/preferences/theme", ("theme", "dark"));

        Assert.Contains("data-theme=\"dark\"", await browser.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/preferences/culture", "culture", "tlh")]
    [InlineData("/preferences/theme", "theme", "\"><script>")]
    public async Task An_unknown_choice_changes_nothing(string route, string field, string value)
    {
        using var browser = fixture.Site.Browser();

        using var response = await TestSite.PostFormAsync(browser, "/", route, (field, value), ("returnUrl", "//evil.example"));

        Assert.Equal("/", response.Headers.Location?.OriginalString);
        Assert.False(response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("iris-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_post_without_the_token_of_a_page_is_refused()
    {
        using var browser = fixture.Site.Browser();

        using var response = await browser.PostAsync("/preferences/theme", new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}

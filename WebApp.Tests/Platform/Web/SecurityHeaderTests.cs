using System.Net;

namespace Iris.Tests.Platform.Web;

public sealed class SecurityHeaderTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/broken")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_headers(string path)
    {
        using var browser = fixture.Site.Browser();

        using var response = await browser.GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("camera=(self)", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Referrer-Policy"));
        Assert.True(response.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_start_page_has_no_inline_script_and_asks_only_this_site()
    {
        using var browser = fixture.Site.Browser();

        var html = await browser.GetStringAsync("/");

        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
        Assert.DoesNotMatch(@"\son\w+=", html);
        Assert.DoesNotMatch("""(src|href)="(https?:)?//""", html);
    }

    [Fact]
    public async Task A_trusted_proxy_may_say_that_the_connection_was_secure()
    {
        await using var trusting = await TestSite.StartAsync(("ForwardedHeaders:Trusted:0", "127.0.0.0/8"));

        Assert.True(await SecureBehind(trusting));
        Assert.False(await SecureBehind(fixture.Site));

        static async Task<bool> SecureBehind(TestSite site)
        {
            using var browser = site.Browser();
            browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            using var response = await browser.GetAsync("/");
            return response.Headers.GetValues("Set-Cookie").All(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Health_answers_without_a_session()
    {
        using var browser = fixture.Site.Browser();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready")).StatusCode);
    }
}

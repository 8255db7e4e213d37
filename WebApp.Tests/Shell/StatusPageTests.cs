using System.Net;
using Iris.Tests.Platform.Web;

namespace Iris.Tests.Shell;

public sealed class StatusPageTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData("POST", "/nothing", HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData("GET", "/not-found", HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData("GET", "/me/forbidden", HttpStatusCode.Forbidden, "This is not open to you")]
    [InlineData("GET", "/broken", HttpStatusCode.InternalServerError, "Something went wrong on our side")]
    public async Task A_browser_gets_a_page_with_the_right_status(string method, string path, HttpStatusCode status, string heading)
    {
        using var browser = fixture.Site.Browser();

        using var response = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains(heading, html, StringComparison.Ordinal);
        Assert.Contains("<main", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", html, StringComparison.Ordinal);
    }
}

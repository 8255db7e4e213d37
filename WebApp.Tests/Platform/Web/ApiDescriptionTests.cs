using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Iris.Tests.Platform.Web;

public sealed class ApiDescriptionTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task The_document_tells_what_needs_a_token_and_leaves_pages_out()
    {
        using var browser = fixture.Site.Browser();

        var document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = document.GetProperty("paths");
        Assert.All(paths.EnumerateObject(), path => Assert.StartsWith("/api/", path.Name, StringComparison.Ordinal));
        Assert.Equal("Says it back.", paths.GetProperty("/api/v1/test/echo").GetProperty("post").GetProperty("summary").GetString());
        Assert.False(paths.GetProperty("/api/v1/test/echo").GetProperty("post").TryGetProperty("security", out _));
        Assert.True(paths.GetProperty("/api/v1/test/private").GetProperty("get").GetProperty("security")[0].TryGetProperty("Bearer", out _));
    }

    [Fact]
    public async Task The_words_of_an_enumeration_are_listed()
    {
        using var browser = fixture.Site.Browser();

        var document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var mood = document.GetProperty("components").GetProperty("schemas").GetProperty("Mood");
        Assert.Equal("string", mood.GetProperty("type").GetString());
        Assert.Equal(["quiteGood", "veryGood"], mood.GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
    }

    [Theory]
    [InlineData("/api", "text/html")]
    [InlineData("/api/swagger/swagger-ui-bundle.js", "text/javascript")]
    [InlineData("/api/swagger/swagger-ui.css", "text/css")]
    public async Task The_page_to_browse_it_comes_from_this_site(string path, string type)
    {
        using var browser = fixture.Site.Browser();

        using var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }
}

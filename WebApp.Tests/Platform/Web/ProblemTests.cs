using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Iris.Tests.Platform.Web;

public sealed class ProblemTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    private readonly HttpClient browser = fixture.Site.Browser();

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not-found")]
    [InlineData("DELETE", "/api/v1/nothing", 404, "not-found")]
    [InlineData("DELETE", "/api/v1/test/echo", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/test/private", 401, "sign-in-required")]
    [InlineData("GET", "/api/v1/test/broken", 500, "internal-error")]
    public async Task Every_failure_under_api_is_a_problem_with_a_stable_type(string method, string path, int status, string slug)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await browser.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"/problems/{slug}", problem.GetProperty("type").GetString());
        Assert.Equal(slug, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("/api/v1/test/broken")]
    [InlineData("/broken")]
    public async Task An_exception_stays_in_the_log(string path)
    {
        using var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("InvalidOperationException", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_speak_the_language_of_the_caller()
    {
        using var korean = fixture.Site.Browser("ko-KR");

        var problem = await (await korean.GetAsync("/api/v1/nothing")).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("주소가 잘못되었거나 삭제된 항목일 수 있습니다.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_body_of_the_wrong_type_is_415()
    {
        using var response = await browser.PostAsync("/api/v1/test/echo", new StringContent("hello", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("/problems/unsupported-media-type", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_json_is_400()
    {
        using var response = await browser.PostAsync("/api/v1/test/echo", new StringContent("{", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("/problems/bad-request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_names_each_field_as_the_caller_wrote_it()
    {
        using var response = await browser.GetAsync("/api/v1/test/invalid");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/validation", problem.GetProperty("type").GetString());
        Assert.Equal("Too long.", problem.GetProperty("errors").GetProperty("firstName")[0].GetString());
    }

    [Fact]
    public async Task Enumerations_travel_in_camel_case()
    {
        using var response = await browser.PostAsJsonAsync("/api/v1/test/echo", new { firstName = "Mina", mood = "veryGood" });

        Assert.Equal("""{"firstName":"Mina","mood":"veryGood"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("\"veryGood, veryGood\"")]
    [InlineData("\"quiteGood,veryGood\"")]
    [InlineData("\" veryGood\"")]
    [InlineData("\"0\"")]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("\"\\u0000\"")]
    public async Task A_word_of_an_enumeration_is_one_word(string mood)
    {
        using var response = await browser.PostAsync("/api/v1/test/echo", new StringContent($$"""{"firstName": "Mina", "mood": {{mood}}}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_asks_for_patience_when_busy()
    {
        using var response = await browser.GetAsync("/api/v1/test/refused");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/a-test", problem.GetProperty("type").GetString());
        Assert.Equal("a-test", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("small", (1 << 20) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("small", 1 << 20, HttpStatusCode.OK)]
    [InlineData("upload", 2 << 20, HttpStatusCode.OK)]
    [InlineData("upload", (2 << 20) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Only_upload_routes_take_large_bodies(string route, int bytes, HttpStatusCode expected)
    {
        using var response = await browser.PostAsync($"/api/v1/test/{route}", new ByteArrayContent(new byte[bytes]));

        Assert.Equal(expected, response.StatusCode);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Tests.Platform.Imaging;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Instruments.Gender;

[Collection(nameof(WithIris))]
public class GenderApiTests(IrisApplication iris)
{
    [Fact]
    public async Task A_portrait_is_answered_as_the_contract_says()
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await PostAsync(person.Client, Samples.Photograph(1));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("female", reading.GetProperty("gender").GetString());
        Assert.InRange(reading.GetProperty("percent").GetDouble(), 50, 100);
        Assert.InRange(reading.GetProperty("age").GetDouble(), 10, 60);
        Assert.False(reading.GetProperty("uncertain").GetBoolean());
        Assert.True(reading.GetProperty("elapsedMs").GetDouble() > 0);
        Assert.Contains("human-", reading.GetProperty("model").GetString(), StringComparison.Ordinal);
        var face = reading.GetProperty("faces")[0];
        Assert.True(face.GetProperty("box").GetProperty("width").GetDouble() > 50);
        Assert.Equal($"/api/v1/gallery/{reading.GetProperty("id").GetGuid()}", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_kept_picture_has_lost_its_metadata_and_nothing_else()
    {
        var person = await iris.APerson().SignedInAsync();
        var original = Samples.Photograph(5);
        byte[] comment = [0xFF, 0xFE, 0, 16, .. "37.5 N 127 E  "u8];
        using var answer = await PostAsync(person.Client, [.. original[..2], .. comment, .. original[2..], .. "trailing"u8]);
        var url = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("imageUrl").GetString();

        var kept = await person.Client.GetByteArrayAsync(url);

        Assert.Equal(-1, kept.AsSpan().IndexOf("37.5 N"u8));
        Assert.Equal(-1, kept.AsSpan().IndexOf("trailing"u8));
        using var before = Iris.Platform.Imaging.Picture.Decode(original).Expect();
        using var after = Iris.Platform.Imaging.Picture.Decode(kept).Expect();
        Assert.True(before.Rgb.SequenceEqual(after.Rgb));
    }

    [Fact]
    public async Task A_picture_without_a_face_is_refused_and_leaves_nothing()
    {
        var person = await iris.APerson().SignedInAsync();
        using var sky = Samples.Gradient(320, 240);

        using var answer = await PostAsync(person.Client, sky.Encode(Iris.Platform.Imaging.PictureFormat.Jpeg));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("no-face", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().AnyAsync(reading => reading.OwnerId == person.Id)));
    }

    [Theory]
    [InlineData("text", HttpStatusCode.UnsupportedMediaType, "not-a-picture")]
    [InlineData("svg", HttpStatusCode.UnsupportedMediaType, "not-a-picture")]
    [InlineData("truncated", HttpStatusCode.UnprocessableEntity, "broken-picture")]
    [InlineData("empty", HttpStatusCode.BadRequest, "file-missing")]
    [InlineData("large", HttpStatusCode.RequestEntityTooLarge, "picture-too-large")]
    public async Task A_file_that_is_no_good_picture_gets_a_sentence(string kind, HttpStatusCode status, string code)
    {
        var person = await iris.APerson().SignedInAsync();
        byte[] file = kind switch
        {
            "text" => "Dear diary"u8.ToArray(),
            "svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30000\" height=\"30000\"/>"u8.ToArray(),
            "truncated" => Samples.Photograph(5)[..20_000],
            "large" => [.. Samples.Photograph(5), .. new byte[20_000_000]],
            _ => [],
        };

        using var answer = await PostAsync(person.Client, file);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.EndsWith(code, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_analysis()
    {
        using var answer = await PostAsync(iris.Anonymous(), Samples.Photograph(1));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] file)
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(file);
        form.Add(content, "file", "portrait.jpg");
        return await client.PostAsync("/api/v1/gender", form);
    }
}

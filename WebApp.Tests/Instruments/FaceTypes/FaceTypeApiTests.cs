using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Imaging;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Instruments.FaceTypes;

[Collection(nameof(WithIris))]
public class FaceTypeApiTests(IrisApplication iris)
{
    private static readonly string[] Types = ["Alpha", "Beta", "Gamma", "Delta", "Omega"];

    [Fact]
    public async Task A_portrait_is_answered_as_the_contract_says()
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg());

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(reading.GetProperty("human").GetBoolean());
        Assert.Contains(reading.GetProperty("maleType").GetString(), Types);
        Assert.False(string.IsNullOrWhiteSpace(reading.GetProperty("description").GetString()));
        Assert.Equal(reading.GetProperty("description").GetString(), reading.GetProperty("dsc").GetString());
        var scores = reading.GetProperty("scores").EnumerateArray().ToList();
        Assert.Equal(Types, scores.Select(score => score.GetProperty("type").GetString()));
        Assert.Equal(100, scores.Sum(score => score.GetProperty("percent").GetDouble()), 0.5);
        Assert.Equal(reading.GetProperty("maleType").GetString(), scores.MaxBy(score => score.GetProperty("percent").GetDouble()).GetProperty("type").GetString());
        Assert.Equal(["face", "tZone", "lowerFace"], reading.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("name").GetString()));
        Assert.All(reading.GetProperty("regions").EnumerateArray(), region =>
        {
            Assert.True(region.GetProperty("box").GetProperty("width").GetDouble() > 40);
            Assert.Equal(5, region.GetProperty("scores").GetArrayLength());
        });
        Assert.Equal(4, reading.GetProperty("images").GetArrayLength());
        Assert.StartsWith("/", reading.GetProperty("imageUrl").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/", reading.GetProperty("cardUrl").GetString(), StringComparison.Ordinal);
        Assert.Contains("geometry-1", reading.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Equal($"/api/v1/gallery/{reading.GetProperty("id").GetGuid()}", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task What_the_gallery_answers_later_is_the_same_and_in_the_gallery_it_has_a_headline()
    {
        var person = await iris.APerson().SignedInAsync();
        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg());
        var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();

        var later = await person.Client.GetFromJsonAsync<JsonElement>($"/api/v1/gallery/{reading.GetProperty("id").GetGuid()}");
        var list = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/gallery?kind=face-type");

        Assert.True(JsonElement.DeepEquals(reading.GetProperty("images"), later.GetProperty("images")));
        Assert.True(JsonElement.DeepEquals(reading.GetProperty("scores"), later.GetProperty("scores")));
        Assert.StartsWith(reading.GetProperty("maleType").GetString()!, list.GetProperty("items")[0].GetProperty("headline").GetString(), StringComparison.Ordinal);
        Assert.Equal("image/jpeg", (await person.Client.GetAsync(reading.GetProperty("annotatedUrl").GetString())).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_json_document_with_base64_gets_the_answer_of_the_same_file()
    {
        var person = await iris.APerson().SignedInAsync();
        var file = Portraits.WomanJpeg();
        var coded = Convert.ToBase64String(file);
        using var form = await PostAsync(person.Client, file);
        var expected = (await form.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scores");
        foreach (var image in new[] { coded, $"data:image/jpeg;base64,{coded}", $"data:image/jpeg;charset=utf-8;base64,{coded}" })
        {
            using var answer = await person.Client.PostAsJsonAsync("/api/v1/face-type", new { image, birthDate = "1995-05-17", mbti = "INFP", salary = 42000 });

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True(JsonElement.DeepEquals(expected, reading.GetProperty("scores")));
            Assert.Equal(42000, reading.GetProperty("salary").GetDecimal());
        }

        // As PHP and others write it.
        var slashes = coded.Replace("/", "\\/", StringComparison.Ordinal);
        using var escaped = await PostJsonAsync(person.Client, "{\"image\":\"data:image\\/jpeg;base64," + slashes + "\",\"birthDate\":\"1995-05-17\",\"mbti\":\"INFP\",\"more\":{\"of\":[1,null]}}");
        Assert.Equal(HttpStatusCode.Created, escaped.StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("[]", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("{\"image\":\"AAAA\"", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("{\"image\":\"data:image/png,AAAA\"}", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("{\"image\":\"!!!!\"}", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("{\"image\":\"\\ud800\"}", HttpStatusCode.BadRequest, "broken-json")]
    [InlineData("{\"birthDate\":\"1995-05-17\"}", HttpStatusCode.BadRequest, "file-missing")]
    [InlineData("{\"image\":null}", HttpStatusCode.BadRequest, "file-missing")]
    [InlineData("{\"image\":\"AAAA\"}", HttpStatusCode.BadRequest, "bad-birth-date")]
    [InlineData("{\"image\":\"AAAA\",\"birthDate\":\"1995-05-17\",\"mbti\":\"INFP\"}", HttpStatusCode.UnsupportedMediaType, "not-a-picture")]
    public async Task A_json_document_that_is_no_good_gets_a_sentence(string json, HttpStatusCode status, string code)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await PostJsonAsync(person.Client, json);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Too_much_is_too_much_in_json_as_well()
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await PostJsonAsync(person.Client, $$"""{"image":"{{Convert.ToBase64String(new byte[20_500_000])}}","birthDate":"1995-05-17","mbti":"INFP"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_no_single_face_is_no_human_and_leaves_nothing()
    {
        var person = await iris.APerson().SignedInAsync();
        using var sky = Samples.Gradient(320, 240);
        foreach (var (file, reason) in new[] { (sky.Encode(PictureFormat.Jpeg), "none"), (Samples.Photograph(1), "several") })
        {
            using var answer = await PostAsync(person.Client, file);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(("no-face", reason), (problem.GetProperty("code").GetString(), problem.GetProperty("reason").GetString()));
            Assert.False(problem.GetProperty("human").GetBoolean());
            Assert.Contains("Nothing was kept", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().AnyAsync(reading => reading.OwnerId == person.Id)));
    }

    [Theory]
    [InlineData("2020-01-01", "INFP", "bad-age")]
    [InlineData("1995-05-17", "ABCD", "bad-mbti")]
    public async Task What_was_not_said_is_asked_for(string birthDate, string mbti, string code)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg(), birthDate, mbti);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_four_pictures_open_for_the_owner_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg());
        var urls = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("images").EnumerateArray().Select(url => url.GetString()!).ToList();
        Assert.Equal(4, urls.Distinct().Count());
        foreach (var url in urls)
        {
            using var own = await person.Client.GetAsync(url);
            using var others = await other.Client.GetAsync(url);
            using var nobodys = await iris.Anonymous().GetAsync(url);

            Assert.Equal(HttpStatusCode.OK, own.StatusCode);
            using var picture = Picture.Decode(await own.Content.ReadAsByteArrayAsync()).Expect();
            Assert.Equal(picture.Width, picture.Height);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (others.StatusCode, nobodys.StatusCode));
        }

        using var fifth = await person.Client.GetAsync(urls[0][..^1] + "5");
        Assert.Equal(HttpStatusCode.NotFound, fifth.StatusCode);
    }

    [Fact]
    public async Task In_korean_the_words_are_korean_and_the_type_keeps_its_name()
    {
        var person = await iris.APerson().SignedInAsync();
        person.Client.DefaultRequestHeaders.AcceptLanguage.Add(new("ko"));

        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg());

        var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(reading.GetProperty("maleType").GetString(), Types);
        Assert.Contains(reading.GetProperty("description").GetString()!, letter => letter is >= '가' and <= '힣');
    }

    [Fact]
    public async Task Export_and_erasure_cover_what_was_said()
    {
        var person = await iris.APerson().SignedInAsync();
        using var answer = await PostAsync(person.Client, Portraits.WomanJpeg());

        using (var zip = new ZipArchive(await person.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        using (var entry = new StreamReader(zip.GetEntry("readings.json")!.Open()))
        {
            var exported = await entry.ReadToEndAsync();
            Assert.Contains("1995-05-17", exported, StringComparison.Ordinal);
            Assert.Contains("INFP", exported, StringComparison.Ordinal);
        }

        using var erased = await person.Client.DeleteAsync("/api/v1/accounts/me");
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().AnyAsync(reading => reading.OwnerId == person.Id)));
    }

    internal static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] file, string birthDate = "1995-05-17", string mbti = "INFP")
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(file);
        form.Add(new StringContent(birthDate), "birthDate");
        form.Add(new StringContent(mbti), "mbti");
        form.Add(content, "file", "portrait.jpg");
        return await client.PostAsync("/api/v1/face-type", form);
    }

    private static async Task<HttpResponseMessage> PostJsonAsync(HttpClient client, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.PostAsync("/api/v1/face-type", content);
    }
}

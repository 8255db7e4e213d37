using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Imaging;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Instruments.FaceTypes;

[Collection(nameof(WithIris))]
public class CardApiTests(IrisApplication iris)
{
    [Fact]
    public async Task The_card_is_a_png_for_its_owner_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await ReadAsync(person);
        var url = reading.GetProperty("cardUrl").GetString()!;

        using var card = await person.Client.GetAsync(url);
        using var others = await other.Client.GetAsync(url);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (card.StatusCode, others.StatusCode));
        Assert.Equal((1080, 1350), await SizeAsync(card));
        using var preview = await person.Client.GetAsync($"{url}?size=preview");
        Assert.Equal((1200, 630), await SizeAsync(preview));
        using var saved = await person.Client.GetAsync($"{url}?download=1");
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task The_picture_is_on_the_card_only_when_it_is_asked_for()
    {
        var person = await iris.APerson().SignedInAsync();
        var url = (await ReadAsync(person)).GetProperty("cardUrl").GetString()!;

        var (drawn, pictured) = (await person.Client.GetByteArrayAsync(url), await person.Client.GetByteArrayAsync($"{url}?picture=1"));

        using var without = Picture.Decode(drawn).Expect();
        using var with = Picture.Decode(pictured).Expect();
        // Where the head is; the rest of the two is the same.
        Assert.NotEqual(without.At(540, 400), with.At(540, 400));
        Assert.Equal(without.At(20, 20), with.At(20, 20));
        Assert.True(Samples.MeanDifference(without.Rgb[^(3 * 1080 * 600)..], with.Rgb[^(3 * 1080 * 600)..]) < 0.5);
    }

    [Fact]
    public async Task A_link_shows_the_card_to_everybody_and_nothing_else_of_the_person()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await ReadAsync(person);
        var link = await ShareAsync(person, reading);
        Assert.False(link.GetProperty("picture").GetBoolean());
        var address = link.GetProperty("url").GetString()!;

        var html = await iris.Anonymous().GetStringAsync(address);

        var page = new HtmlParser().ParseDocument(html);
        string? Meta(string name) => page.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content");
        Assert.Contains(reading.GetProperty("maleType").GetString()!, Meta("og:title"), StringComparison.Ordinal);
        Assert.Equal(reading.GetProperty("description").GetString(), Meta("og:description"));
        Assert.StartsWith("http", Meta("og:image"), StringComparison.Ordinal);
        Assert.Equal(("1200", "630", "noindex", "summary_large_image"), (Meta("og:image:width"), Meta("og:image:height"), Meta("robots"), Meta("twitter:card")));
        foreach (var secret in new[] { "1995", "INFP", person.Nickname, person.Email, reading.GetProperty("id").GetString()!, "portrait.jpg" }) Assert.DoesNotContain(secret, html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", html, StringComparison.Ordinal);
        using var preview = await iris.Anonymous().GetAsync(Meta("og:image"));
        using var card = await iris.Anonymous().GetAsync($"{address}/card.png");
        Assert.Equal(((1200, 630), (1080, 1350)), (await SizeAsync(preview), await SizeAsync(card)));
    }

    [Fact]
    public async Task A_revoked_link_opens_nothing_and_neither_does_the_one_before_a_new_one()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await ReadAsync(person);
        var first = (await ShareAsync(person, reading)).GetProperty("url").GetString()!;
        var second = (await ShareAsync(person, reading, picture: true)).GetProperty("url").GetString()!;
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(first), await StatusAsync(second)));

        using var revoked = await person.Client.DeleteAsync(LinkOf(reading));
        using var again = await person.Client.DeleteAsync(LinkOf(reading));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (revoked.StatusCode, again.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await StatusAsync(second), await StatusAsync($"{second}/preview.png")));
    }

    [Fact]
    public async Task An_expired_link_and_one_whose_reading_is_deleted_open_nothing()
    {
        var person = await iris.APerson().SignedInAsync();
        var (old, deleted) = (await ReadAsync(person), await ReadAsync(person));
        var (oldUrl, deletedUrl) = ((await ShareAsync(person, old)).GetProperty("url").GetString()!, (await ShareAsync(person, deleted)).GetProperty("url").GetString()!);
        var id = old.GetProperty("id").GetGuid();
        var now = TimeProvider.System.GetUtcNow();
        await iris.QueryAsync(database => database.Set<CardLink>().Where(link => link.ReadingId == id).ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, now)));
        using var gone = await person.Client.DeleteAsync($"/api/v1/gallery/{deleted.GetProperty("id").GetGuid()}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await StatusAsync(oldUrl), await StatusAsync($"{oldUrl}/card.png")));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await StatusAsync(deletedUrl), await StatusAsync($"{deletedUrl}/card.png")));
        using var found = await person.Client.GetAsync(LinkOf(old));
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(int.MaxValue)]
    public async Task A_link_lives_a_month_at_most(int days)
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await ReadAsync(person);

        using var answer = await person.Client.PostAsJsonAsync(LinkOf(reading), new { days });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("bad-days", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nobody_shares_anothers_reading_and_no_token_is_guessed()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await ReadAsync(person);
        var url = (await ShareAsync(person, reading)).GetProperty("url").GetString()!;

        using var shared = await other.Client.PostAsJsonAsync(LinkOf(reading), new { });
        using var revoked = await other.Client.DeleteAsync(LinkOf(reading));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shared.StatusCode, revoked.StatusCode));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/cards/" + new string('A', 22)));
    }

    [Fact]
    public async Task Many_who_share_at_once_end_with_one_link()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await ReadAsync(person);

        var links = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ShareAsync(person, reading)));

        var open = await Task.WhenAll(links.Select(link => StatusAsync(link.GetProperty("url").GetString()!)));
        Assert.Single(open, status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Export_and_erasure_cover_links()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await ReadAsync(person);
        var url = (await ShareAsync(person, reading)).GetProperty("url").GetString()!;

        using (var zip = new ZipArchive(await person.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        using (var entry = new StreamReader(zip.GetEntry("face-types/links.json")!.Open()))
        {
            Assert.Contains(reading.GetProperty("id").GetString()!, await entry.ReadToEndAsync(), StringComparison.Ordinal);
        }

        using var erased = await person.Client.DeleteAsync("/api/v1/accounts/me");
        Assert.False(await iris.QueryAsync(database => database.Set<CardLink>().AnyAsync(link => link.OwnerId == person.Id)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url));
    }

    private static string LinkOf(JsonElement reading) => $"/api/v1/face-type/{reading.GetProperty("id").GetGuid()}/link";

    private static async Task<JsonElement> ReadAsync(TestPerson person)
    {
        using var answer = await FaceTypeApiTests.PostAsync(person.Client, Portraits.WomanJpeg());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> ShareAsync(TestPerson person, JsonElement reading, bool picture = false)
    {
        using var answer = await person.Client.PostAsJsonAsync(LinkOf(reading), new { picture });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var answer = await iris.Anonymous().GetAsync(url);
        return answer.StatusCode;
    }

    private static async Task<(int Width, int Height)> SizeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        using var picture = Picture.Decode(await answer.Content.ReadAsByteArrayAsync()).Expect();
        return (picture.Width, picture.Height);
    }
}

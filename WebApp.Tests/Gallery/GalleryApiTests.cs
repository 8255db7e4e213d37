using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;

namespace Iris.Tests.Gallery;

[Collection(nameof(WithIris))]
public class GalleryApiTests(IrisApplication iris)
{
    private const string Path = "/api/v1/gallery";

    [Fact]
    public async Task A_reading_is_listed_with_its_headline_and_opens_with_its_result()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).KeptAsync();

        var list = await person.Client.GetFromJsonAsync<JsonElement>(Path);
        var whole = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{reading.Id}");

        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(reading.Id, item.GetProperty("id").GetGuid());
        Assert.Equal(ProbeInstrument.Name, item.GetProperty("kind").GetString());
        Assert.Equal("Brightness 200", item.GetProperty("headline").GetString());
        Assert.Equal($"{Path}/{reading.Id}/thumbnail", item.GetProperty("thumbnailUrl").GetString());
        Assert.Equal(JsonValueKind.Null, list.GetProperty("nextCursor").ValueKind);
        Assert.Equal(200, whole.GetProperty("brightness").GetInt32());
        Assert.Equal("probe 1", whole.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Pages_have_no_gaps_and_no_repeats_while_readings_come_and_go()
    {
        var person = await iris.APerson().SignedInAsync();
        var readings = new List<Reading>();
        for (var i = 0; i < 7; i++)
        {
            readings.Add(await AReading(person).KeptAsync());
        }

        var first = await PageAsync(person, "?limit=3");
        await AReading(person).KeptAsync();
        await person.Client.DeleteAsync($"{Path}/{first.Ids[2]}"); // the one that the cursor stands on
        var second = await PageAsync(person, $"?limit=3&cursor={first.Next}");
        await AReading(person).KeptAsync();
        var third = await PageAsync(person, $"?limit=3&cursor={second.Next}");

        Assert.Equal(readings.Select(reading => reading.Id).Reverse(), [.. first.Ids, .. second.Ids, .. third.Ids]);
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_next()
    {
        var person = await iris.APerson().SignedInAsync();
        await AReading(person).KeptAsync();
        await AReading(person).KeptAsync();

        Assert.Null((await PageAsync(person, "?limit=2")).Next);
    }

    [Fact]
    public async Task The_list_is_filtered_by_instrument()
    {
        var person = await iris.APerson().SignedInAsync();
        var probe = await AReading(person).KeptAsync();
        await AReading(person).By("other").KeptAsync();

        Assert.Equal([probe.Id], (await PageAsync(person, "?kind=probe")).Ids);
        Assert.Empty((await PageAsync(person, "?kind=nothing")).Ids);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?cursor=AAAA", "cursor")]
    [InlineData("?cursor=%25%25", "cursor")]
    [InlineData("?limit=many", "bad-request")]
    public async Task Senseless_pages_are_refused(string query, string code)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.GetAsync(Path + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/restore")]
    [InlineData("GET", "/image")]
    [InlineData("GET", "/thumbnail")]
    [InlineData("GET", "/annotated")]
    public async Task Another_person_finds_nothing_on_any_route(string method, string route)
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await AReading(owner).KeptAsync();

        using var toOther = await other.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Path}/{reading.Id}{route}"));
        using var toNobody = await iris.Anonymous().SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Path}/{reading.Id}{route}"));

        Assert.Equal(HttpStatusCode.NotFound, toOther.StatusCode);
        Assert.Equal("application/problem+json", toOther.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, toNobody.StatusCode);
        Assert.Empty((await PageAsync(other, "")).Ids);
        Assert.Equal([reading.Id], (await PageAsync(owner, "")).Ids);
    }

    [Fact]
    public async Task Another_person_can_not_restore_what_was_deleted()
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await AReading(owner).KeptAsync();
        await owner.Client.DeleteAsync($"{Path}/{reading.Id}");

        using var answer = await other.Client.PostAsync($"{Path}/{reading.Id}/restore", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty((await PageAsync(owner, "")).Ids);
    }

    [Fact]
    public async Task A_deleted_reading_is_gone_everywhere_and_comes_back_whole()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).KeptAsync();
        var url = $"{Path}/{reading.Id}";

        using var deleted = await person.Client.DeleteAsync(url);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty((await PageAsync(person, "")).Ids);
        foreach (var route in new[] { "", "/image", "/thumbnail", "/annotated" })
        {
            using var missing = await person.Client.GetAsync(url + route);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        using var again = await person.Client.DeleteAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        using var restored = await person.Client.PostAsync(url + "/restore", null);
        using var restoredAgain = await person.Client.PostAsync(url + "/restore", null);
        Assert.Equal(HttpStatusCode.NoContent, restored.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, restoredAgain.StatusCode);
        using var image = await person.Client.GetAsync(url + "/image");
        Assert.Equal(HttpStatusCode.OK, image.StatusCode);
        Assert.Equal([reading.Id], (await PageAsync(person, "")).Ids);
    }

    [Fact]
    public async Task A_deletion_that_is_too_old_can_not_be_undone()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).Deleted(TimeProvider.System.GetUtcNow().AddMinutes(-10.5)).KeptAsync();

        using var answer = await person.Client.PostAsync($"{Path}/{reading.Id}/restore", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("image", "image/png", 64)]
    [InlineData("thumbnail", "image/jpeg", 16)]
    [InlineData("annotated", "image/jpeg", 64)]
    public async Task Pictures_open_for_their_owner_and_are_asked_for_again_without_being_sent(string route, string type, int width)
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).KeptAsync();
        var url = $"{Path}/{reading.Id}/{route}";

        using var first = await person.Client.GetAsync(url);
        var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await person.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", first.Content.Headers.ContentDisposition?.DispositionType);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal(["default-src 'none'; sandbox"], first.Headers.GetValues("Content-Security-Policy"));
        using var picture = Picture.Decode(await first.Content.ReadAsByteArrayAsync()).Value!;
        Assert.Equal(width, picture.Width);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_annotated_picture_shows_the_overlay()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).KeptAsync();

        using var picture = Picture.Decode(await person.Client.GetByteArrayAsync($"{Path}/{reading.Id}/annotated")).Value!;

        var (edge, middle) = (3 * 64 * 24, 3 * ((64 * 24) + 32));
        Assert.True(picture.Rgb[edge] > picture.Rgb[edge + 1] + 60, "The frame is red.");
        Assert.InRange(picture.Rgb[middle + 1], 195, 205);
    }

    [Theory]
    [InlineData("image", "내 사진.heic", "내 사진.png")]
    [InlineData("annotated", "cells.final.jpg", "cells.final-annotated.jpg")]
    [InlineData("image", "a\r\nb\".png", "a\r\nb\".png")]
    public async Task A_download_has_the_name_of_the_upload(string route, string uploaded, string downloaded)
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).Named(uploaded).KeptAsync();

        using var answer = await person.Client.GetAsync($"{Path}/{reading.Id}/{route}?download=1");

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(downloaded, answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_nameless_upload_is_downloaded_under_its_instrument_and_date()
    {
        var person = await iris.APerson().SignedInAsync();
        var reading = await AReading(person).Named(null).KeptAsync();

        using var answer = await person.Client.GetAsync($"{Path}/{reading.Id}/image?download=1");

        Assert.Matches(@"^iris-probe-\d{8}-\d{6}\.png$", answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    private ReadingBuilder AReading(TestPerson owner) => new(iris, owner);

    private static async Task<(List<Guid> Ids, string? Next)> PageAsync(TestPerson person, string query)
    {
        var page = await person.Client.GetFromJsonAsync<JsonElement>(Path + query);
        return ([.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())], page.GetProperty("nextCursor").GetString());
    }
}

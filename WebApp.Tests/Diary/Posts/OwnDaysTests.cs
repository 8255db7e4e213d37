using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Iris.Diary.Posts;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Posts;

/// <summary>The own diary by its days: as a calendar, as a book, and on this day. Pictures, mood and weather of a post.</summary>
[Collection(nameof(WithIris))]
public class OwnDaysTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/posts";

    private OwnPosts Posts => iris.Services.GetRequiredService<OwnPosts>();

    [Fact]
    public async Task A_month_has_its_own_posts_in_the_order_of_the_days()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInAsync());
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var late = await OnAsync(person, new(2026, 10, 31), reading.Id);
        var early = await OnAsync(person, new(2026, 10, 1));
        foreach (var day in new DateOnly[] { new(2026, 9, 30), new(2026, 11, 1), new(2025, 10, 10) }) await OnAsync(person, day);
        await OnAsync(other, new(2026, 10, 5));

        var days = await Posts.OfDaysAsync(person.Id, new(2026, 10, 1), new(2026, 10, 31), default);
        var page = await OpenAsync(person, "/diary/calendar?month=2026-10");

        Assert.Equal([early.Id, late.Id], days.Select(post => post.Id));
        Assert.Equal((null, $"{Path}/{late.Id}/thumbnail"), (days[0].ThumbnailUrl, days[1].ThumbnailUrl));
        Assert.Equal([$"/diary/posts/{early.Id}", $"/diary/posts/{late.Id}"], page.QuerySelectorAll(".calendar a").Select(link => link.GetAttribute("href")));
        Assert.Equal("October 2026", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(31, page.QuerySelectorAll(".calendar time").Length);
    }

    [Theory]
    [InlineData("?month=2026-13")]
    [InlineData("?month=1899-12")]
    [InlineData("?month=9999-12")]
    [InlineData("?month=%00")]
    public async Task A_month_that_is_none_is_the_one_that_it_is(string query)
    {
        var person = await iris.APerson().SignedInToSiteAsync();

        var page = await OpenAsync(person, "/diary/calendar" + query);

        Assert.Equal(1, page.QuerySelectorAll(".calendar .today").Length);
    }

    [Fact]
    public async Task The_book_is_leafed_through_by_days_and_is_nobody_elses()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        Assert.Equal(new BookPlace(null, 0, 0, null, null), await Posts.PlaceAsync(person.Id, null, default));
        var third = await OnAsync(person, new(2026, 3, 3));
        var first = await OnAsync(person, new(2026, 1, 1));
        var second = await OnAsync(person, new(2026, 3, 3)); // the same day, written later

        Assert.Equal(new BookPlace(second.Id, 3, 3, third.Id, null), await Posts.PlaceAsync(person.Id, null, default));
        Assert.Equal(new BookPlace(third.Id, 2, 3, first.Id, second.Id), await Posts.PlaceAsync(person.Id, third.Id, default));
        Assert.Equal(new BookPlace(first.Id, 1, 3, null, third.Id), await Posts.PlaceAsync(person.Id, first.Id, default));
        Assert.Null(await Posts.PlaceAsync(other.Id, first.Id, default));
        using var others = await other.Client.GetAsync($"/diary/book/{first.Id}");
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        Assert.Contains(second.Title, (await OpenAsync(person, "/diary/book")).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_this_day_there_is_what_was_written_about_it_in_earlier_years()
    {
        var person = await iris.APerson().SignedInAsync();
        var (one, leap) = (await OnAsync(person, new(2024, 11, 28)), await OnAsync(person, new(2024, 2, 29)));
        var two = await OnAsync(person, new(2025, 11, 28));
        foreach (var day in new DateOnly[] { new(2026, 11, 28), new(2025, 11, 27), new(2025, 12, 28) }) await OnAsync(person, day);

        Assert.Equal([two.Id, one.Id], (await Posts.OnThisDayAsync(person.Id, new(2026, 11, 28), default)).Select(post => post.Id));
        Assert.Equal(leap.Id, Assert.Single(await Posts.OnThisDayAsync(person.Id, new(2028, 2, 29), default)).Id);
    }

    [Fact]
    public async Task A_post_shows_up_to_four_pictures_in_their_order_with_mood_and_weather()
    {
        var (person, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var readings = new List<Guid>();
        for (var i = 0; i < 5; i++) readings.Add((await new ReadingBuilder(iris, person).KeptAsync()).Id);

        using var tooMany = await person.Client.PostAsJsonAsync(Path, new { title = "A day", pictureIds = readings });
        Assert.Equal("pictureIds", Assert.Single((await tooMany.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        using var created = await person.Client.PostAsJsonAsync(Path, new { title = "A day", pictureIds = readings.Take(4), mood = "excited", weather = "snow", visibility = "public" });
        var post = await created.Content.ReadFromJsonAsync<JsonElement>();
        var id = post.GetProperty("id").GetGuid();

        Assert.Equal(("excited", "snow", readings[0]), (post.GetProperty("mood").GetString(), post.GetProperty("weather").GetString(), post.GetProperty("pictureId").GetGuid()));
        Assert.Equal(readings.Take(4), post.GetProperty("pictureIds").EnumerateArray().Select(picture => picture.GetGuid()));
        foreach (var picture in post.GetProperty("pictures").EnumerateArray())
        {
            using var image = await reader.Client.GetAsync(picture.GetProperty("imageUrl").GetString());
            Assert.Equal(HttpStatusCode.OK, image.StatusCode);
        }

        // Ids of readings are nobody else's business, and there is no fifth picture.
        Assert.Empty((await reader.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("pictureIds").EnumerateArray());
        foreach (var number in new[] { "4", "-1", "2147483647" })
        {
            using var none = await reader.Client.GetAsync($"{Path}/{id}/image?picture={number}");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        await person.Client.DeleteAsync($"/api/v1/gallery/{readings[1]}");
        var without = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
        Assert.Equal([0, 2, 3], without.GetProperty("pictures").EnumerateArray().Select(picture => picture.GetProperty("number").GetInt32()));
        Assert.Equal(4, without.GetProperty("pictureIds").GetArrayLength());
    }

    private Task<DiaryPost> OnAsync(TestPerson person, DateOnly day, Guid? picture = null) => iris.QueryAsync(async database =>
    {
        var post = await new PostBuilder(iris, person).Titled($"The {day:o}").WrittenAsync();
        await database.Set<DiaryPost>().Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Day, day).SetProperty(row => row.PictureId, picture));
        return post;
    });

    private static async Task<IHtmlDocument> OpenAsync(TestPerson person, string page) => new HtmlParser().ParseDocument(await person.Client.GetStringAsync(page));
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Iris.Diary.Feed;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Feed;

/// <summary>Lists of what everybody may read. Each test looks through a tag of its own, since others write as well.</summary>
[Collection(nameof(WithIris))]
public class FeedTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/posts";

    private readonly string tag = $"t{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task The_most_liked_of_the_week_come_first_and_older_ones_not_at_all()
    {
        var author = await iris.APerson().SignedInAsync();
        var posts = new List<DiaryPost>();
        foreach (var (likes, age) in new[] { (3, 1), (7, 6), (99, 8), (7, 2), (0, 0) }) posts.Add(await WrittenAsync(author, likes, TimeSpan.FromDays(age)));

        var (first, next) = await PageAsync(author, $"?sort=top&tag={tag}&limit=3");
        var (second, last) = await PageAsync(author, $"?sort=top&tag={tag}&limit=3&cursor={next}");

        Assert.Equal([posts[3].Id, posts[1].Id, posts[0].Id, posts[4].Id], [.. first, .. second]);
        Assert.Null(last);
    }

    [Fact]
    public async Task Pages_of_a_tag_have_no_gaps_and_no_repeats()
    {
        var author = await iris.APerson().SignedInAsync();
        var posts = new List<DiaryPost>();
        for (var i = 0; i < 7; i++) posts.Add(await WrittenAsync(author));

        var (first, next) = await PageAsync(author, $"?tag=%23{tag.ToUpperInvariant()}&limit=4");
        await WrittenAsync(author);
        var (second, last) = await PageAsync(author, $"?tag={tag}&limit=4&cursor={next}");

        Assert.Equal(posts.Select(post => post.Id).Reverse(), [.. first, .. second]);
        Assert.Null(last);
    }

    [Fact]
    public async Task An_unchanged_page_is_answered_with_its_tag_alone_and_a_like_changes_it()
    {
        var author = await iris.APerson().SignedInAsync();
        var post = await WrittenAsync(author);
        using var first = await author.Client.GetAsync($"{Path}?tag={tag}");

        using var same = await AgainAsync();
        await author.Client.PutAsync($"{Path}/{post.Id}/like", null);
        using var changed = await AgainAsync();

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, changed.StatusCode));
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());

        Task<HttpResponseMessage> AgainAsync() => author.Client.SendAsync(new(HttpMethod.Get, $"{Path}?tag={tag}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } });
    }

    [Fact]
    public async Task Nothing_is_asked_once_for_each_post()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var posts = iris.Services.GetRequiredService<ReadablePosts>();
        var (all, tagged) = (new FeedFilter(), new FeedFilter(Public: true, Tag: tag));
        for (var i = 0; i < 3; i++) await WrittenAsync(author, picture: true);
        var (few, fewAll) = (await CountAsync(tagged), await CountAsync(all));
        for (var i = 0; i < 20; i++) await WrittenAsync(author, picture: true);

        Assert.Equal((few, fewAll), (await CountAsync(tagged), await CountAsync(all)));
        Assert.Equal((2, 5), (few, fewAll));

        Task<int> CountAsync(FeedFilter filter) => CountedQueries.OfAsync(async () =>
        {
            await posts.NewestAsync(reader.Id, filter, null, 24, default);
            await posts.TopAsync(reader.Id, filter, null, 24, default);
        });
    }

    [Fact]
    public async Task The_page_works_signed_out_without_a_circuit_and_leads_on()
    {
        var author = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 13; i++) await new PostBuilder(iris, author).Titled("<b>A day</b>").For(PostVisibility.Public).Tagged(tag).WrittenAsync();

        var page = await OpenAsync($"/feed?tag={tag}");
        var older = await OpenAsync(page.QuerySelector("[data-older]")!.GetAttribute("href")!);
        var both = await OpenAsync($"/feed?tag={tag}&pages=2");

        Assert.Equal((12, 1, 13), (page.QuerySelectorAll("[data-post]").Length, older.QuerySelectorAll("[data-post]").Length, both.QuerySelectorAll("[data-post]").Length));
        Assert.Equal("<b>A day</b>", page.QuerySelector("[data-post] h2")!.TextContent);
        Assert.Null(older.QuerySelector("[data-older]"));
        Assert.DoesNotContain("\"type\":\"server\"", page.Source.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/login?returnUrl=", page.QuerySelector(".like")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_shows_what_is_liked_and_what_is_new()
    {
        var author = await iris.APerson().SignedInAsync();
        var liked = await WrittenAsync(author, likes: 1_000_000);
        // By the API, whose time is now: what other tests wrote so is newer than what the builder writes.
        using var written = await author.Client.PostAsJsonAsync(Path, new { title = "A day", text = "By the sea.", day = "2026-11-20", visibility = "public" });
        var newest = (await written.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var page = await OpenAsync("/");

        Assert.NotNull(page.QuerySelector($"[aria-labelledby=top] [data-post='{liked.Id}']"));
        Assert.NotNull(page.QuerySelector($"[aria-labelledby=newest] [data-post='{newest}']"));
        Assert.DoesNotContain("\"type\":\"server\"", page.Source.Text, StringComparison.Ordinal);
        await iris.QueryAsync(database => database.Set<DiaryPost>().Where(post => post.Id == liked.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_link_to_a_public_post_has_a_picture_and_words_for_other_sites_and_one_to_another_post_has_none()
    {
        var author = await iris.APerson().SignedInToSiteAsync();
        var picture = await new ReadingBuilder(iris, author).KeptAsync();
        var shown = await new PostBuilder(iris, author).Titled("\"A\" day").Saying("One\n<two>").Showing(picture).For(PostVisibility.Public).WrittenAsync();
        var hidden = await new PostBuilder(iris, author).Showing(picture).WrittenAsync();

        var page = await OpenAsync($"/diary/posts/{shown.Id}");
        var own = new HtmlParser().ParseDocument(await author.Client.GetStringAsync($"/diary/posts/{hidden.Id}"));

        Assert.Equal(("\"A\" day", "One <two>"), (Meta(page, "og:title"), Meta(page, "og:description")));
        Assert.EndsWith($"/diary/posts/{shown.Id}", Meta(page, "og:url"), StringComparison.Ordinal);
        using var image = await iris.Anonymous().GetAsync(Meta(page, "og:image"));
        Assert.Equal(HttpStatusCode.OK, image.StatusCode);
        Assert.Null(Meta(own, "og:title"));
    }

    [Theory]
    [InlineData("?tag=two%20words")]
    [InlineData("?author=nobody-at-all")]
    [InlineData("?tag=%00")]
    [InlineData("?cursor=AAAA")]
    [InlineData("?pages=-1")]
    [InlineData("?pages=99999999999")]
    public async Task Senseless_addresses_of_the_page_are_answered_with_a_page(string query)
    {
        using var answer = await iris.Anonymous().GetAsync($"/feed{query}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static string? Meta(IHtmlDocument page, string property) => page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content");

    private async Task<IHtmlDocument> OpenAsync(string address) => new HtmlParser().ParseDocument(await iris.Anonymous().GetStringAsync(address));

    private async Task<DiaryPost> WrittenAsync(TestPerson author, int likes = 0, TimeSpan age = default, bool picture = false)
    {
        var builder = new PostBuilder(iris, author).For(PostVisibility.Public).Tagged(tag).Aged(age);
        if (picture) builder.Showing(await new ReadingBuilder(iris, author).KeptAsync());
        var post = await builder.WrittenAsync();
        if (likes > 0) await iris.QueryAsync(database => database.Set<DiaryPost>().Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Likes, likes)));
        return post;
    }

    private static async Task<(List<Guid> Ids, string? Next)> PageAsync(TestPerson person, string query)
    {
        var page = await person.Client.GetFromJsonAsync<JsonElement>(Path + query);
        return ([.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())], page.GetProperty("nextCursor").GetString());
    }
}

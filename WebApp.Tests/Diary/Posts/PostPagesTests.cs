using System.Net;
using AngleSharp.Html.Parser;
using Iris.Tests.Gallery;

namespace Iris.Tests.Diary.Posts;

/// <summary>The pages as they arrive, before they are interactive.</summary>
[Collection(nameof(WithIris))]
public sealed class PostPagesTests(IrisApplication iris)
{
    [Fact]
    public async Task An_empty_diary_invites_to_write_and_to_paint()
    {
        var person = await iris.APerson().SignedInToSiteAsync();

        var page = await OpenAsync(person, "/diary");

        Assert.Equal("/diary/write", page.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Equal(["/diary/calendar", "/diary/book", "/diary/paint", "/diary/write"], page.QuerySelectorAll(".page-actions a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task The_diary_shows_what_the_person_wrote_and_nothing_of_others()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var first = await new PostBuilder(iris, person).Showing(reading).WrittenAsync();
        var second = await new PostBuilder(iris, person).Titled("<i>Later</i>").WrittenAsync();
        var others = await new PostBuilder(iris, other).WrittenAsync();

        var page = await OpenAsync(person, "/diary");

        Assert.Equal([$"/diary/posts/{second.Id}", $"/diary/posts/{first.Id}"], page.QuerySelectorAll(".post h2 a").Select(link => link.GetAttribute("href")));
        Assert.Equal("<i>Later</i>", page.QuerySelector(".post h2")!.TextContent);
        Assert.Equal($"/api/v1/diary/posts/{first.Id}/thumbnail", page.QuerySelector(".post img")!.GetAttribute("src"));
        Assert.Contains("Friday, November 20, 2026", page.QuerySelector(".post time")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain($"{others.Id}", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_posts_are_pages_with_addresses_of_their_own()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        for (var i = 0; i < 21; i++) await new PostBuilder(iris, person).Titled($"Day {i}").WrittenAsync();

        var newest = await OpenAsync(person, "/diary");
        var older = await OpenAsync(person, newest.QuerySelector(".pages a")!.GetAttribute("href")!);

        Assert.Equal(20, newest.QuerySelectorAll(".post").Length);
        Assert.Equal("Day 0", Assert.Single(older.QuerySelectorAll(".post h2")).TextContent);
        Assert.Equal("/diary", Assert.Single(older.QuerySelectorAll(".pages a")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_post_is_read_as_markdown_and_its_html_is_shown()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        var post = await new PostBuilder(iris, person).Saying("one **two**\n<script>alert(1)</script>\n\n- three").WrittenAsync();

        var page = await OpenAsync(person, $"/diary/posts/{post.Id}");

        var written = page.QuerySelector(".written")!;
        Assert.Equal(("two", "three", "one two"), (written.QuerySelector("strong")!.TextContent, written.QuerySelector("li")!.TextContent, written.QuerySelector("p")!.FirstChild!.TextContent + "two"));
        Assert.Contains("<script>alert(1)</script>", written.TextContent, StringComparison.Ordinal);
        Assert.Equal(post.Title, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_post_whose_picture_was_deleted_says_so()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        var reading = await new ReadingBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).KeptAsync();
        var post = await new PostBuilder(iris, person).Showing(reading).WrittenAsync();

        var page = await OpenAsync(person, $"/diary/posts/{post.Id}");

        Assert.Empty(page.QuerySelectorAll("main img"));
        Assert.Contains("The picture was deleted", page.QuerySelector(".gone")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_is_begun_with_a_picture_of_the_own_gallery()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        var others = await new ReadingBuilder(iris, other).KeptAsync();

        var begun = await OpenAsync(person, $"/diary/write?picture={reading.Id}");
        var refused = await OpenAsync(person, $"/diary/write?picture={others.Id}");
        var senseless = await OpenAsync(person, "/diary/write?picture=abc");

        Assert.Equal($"{reading.Id}", begun.QuerySelector("[name=pictureIds]")!.GetAttribute("value"));
        Assert.Equal("Brightness 200", begun.QuerySelector("img.chosen")!.GetAttribute("alt"));
        Assert.All([refused, senseless], page => Assert.Equal("", page.QuerySelector("[name=pictureIds]")!.GetAttribute("value")));
        Assert.True(begun.QuerySelector("form[data-pausable] > fieldset")!.HasAttribute("disabled"), "Nothing is typed before the script keeps it.");
    }

    [Fact]
    public async Task The_page_of_a_reading_offers_it_for_a_post()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();

        var page = await OpenAsync(person, $"/gallery/{reading.Id}");

        Assert.Contains("Use this for a post", page.QuerySelector($"a[href='/diary/write?picture={reading.Id}']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_anothers_or_a_deleted_post_is_not_found()
    {
        var (person, other) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var others = await new PostBuilder(iris, other).WrittenAsync();
        var deleted = await new PostBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).WrittenAsync();

        foreach (var id in new[] { others.Id, deleted.Id, Guid.NewGuid() })
        {
            using var read = await person.Client.GetAsync($"/diary/posts/{id}");
            using var edited = await person.Client.GetAsync($"/diary/posts/{id}/edit");
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, edited.StatusCode);
        }
    }

    [Fact]
    public async Task Korean_readers_read_Korean()
    {
        var person = await iris.APerson().SignedInToSiteAsync();
        person.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko-KR");
        await new PostBuilder(iris, person).WrittenAsync();

        var page = await OpenAsync(person, "/diary");

        Assert.Equal("그림일기", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("2026년 11월 20일", page.QuerySelector(".post time")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/diary")]
    [InlineData("/diary/write")]
    [InlineData("/diary/posts/00000000-0000-0000-0000-000000000001")]
    [InlineData("/diary/posts/00000000-0000-0000-0000-000000000001/edit")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in(string page)
    {
        using var answer = await iris.Anonymous().GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> OpenAsync(TestPerson person, string page) =>
        new HtmlParser().ParseDocument(await person.Client.GetStringAsync(page));
}

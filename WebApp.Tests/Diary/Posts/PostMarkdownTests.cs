using AngleSharp.Html.Parser;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Feed;

namespace Iris.Tests.Diary.Posts;

/// <summary>The part of Markdown that posts know.</summary>
public sealed class PostMarkdownTests
{
    [Theory]
    [InlineData("**bold** and *leaning* and ~~gone~~", "<p><strong>bold</strong> and <em>leaning</em> and <del>gone</del></p>")]
    [InlineData("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>")]
    [InlineData("- milk\n- eggs", "<ul>\n<li>milk</li>\n<li>eggs</li>\n</ul>")]
    [InlineData("3. milk", "<ol start=\"3\">\n<li>milk</li>\n</ol>")]
    [InlineData("> she said", "<blockquote>\n<p>she said</p>\n</blockquote>")]
    [InlineData("[a page](https://iris.example/a)", "<p><a href=\"https://iris.example/a\" rel=\"nofollow ugc noopener\">a page</a></p>")]
    [InlineData("[a page](javascript:alert(1))", "<p><a rel=\"nofollow ugc noopener\">a page</a></p>")]
    [InlineData("![a picture](https://elsewhere.example/spy.png)", "<p></p>")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>")]
    public void It_is_read(string text, string html) => Assert.Equal(html, PostMarkdown.Render(text).Value.TrimEnd());

    [Theory]
    [MemberData(nameof(HostileWordsTests.Corpus), MemberType = typeof(HostileWordsTests))]
    public void Nothing_in_it_is_a_program(string words)
    {
        foreach (var text in new[] { words, $"[x]({words})", $"[x]: {words}\n\n[x]", $"`{words}`", $"> {words}", $"<{words}>", $"![{words}]({words} \"{words}\")", $"# {words}\n- {words}" })
        {
            using var page = new HtmlParser().ParseDocument($"<main>{PostMarkdown.Render(text).Value}</main>");
            Assert.Empty(page.QuerySelectorAll("script, iframe, svg, math, style, form, img, base, meta, object, main [style], main [id], main [class]"));
            Assert.All(page.All, element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.All(page.QuerySelectorAll("[href]"), link => Assert.Matches("^(https?|mailto):|^[^:]*$", link.GetAttribute("href")!));
            Assert.NotNull(page.QuerySelector("main"));
        }
    }

    [Fact]
    public void What_is_nested_more_deeply_than_anybody_writes_is_words()
    {
        var text = new string('>', 2_000) + "deep";

        Assert.Contains("deep", PostMarkdown.Render(text).Value, StringComparison.Ordinal);
        Assert.Contains("deep", PostMarkdown.Plain(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_shows_the_words_without_their_markup() => Assert.Equal("A day by the sea, and more", PostMarkdown.Plain("# A day\n**by** the [sea](https://iris.example), *and* more"));
}

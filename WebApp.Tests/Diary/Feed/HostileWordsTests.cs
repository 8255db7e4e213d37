using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Iris.Tests.Diary.Friends;

namespace Iris.Tests.Diary.Feed;

/// <summary>What a browser could take for a program, in every text field of a post that others read: it stays words on every page.</summary>
[Collection(nameof(WithIris))]
public sealed class HostileWordsTests(IrisApplication iris)
{
    public static TheoryData<string> Corpus =>
    [
        "<script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "![x](x\" onerror=\"alert(1))",
        "javascript:alert(1)",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<style>@import 'https://elsewhere.example';</style>",
        "<base href=\"https://elsewhere.example\">",
        "<meta http-equiv=refresh content=\"0;url=https://elsewhere.example\">",
        "<form action=\"https://elsewhere.example\"><button>x",
        "<!--<script>alert(1)//-->",
        "<!--Blazor:{\"type\":\"server\"}-->",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\" autofocus onfocus=alert(1) x=\"",
        "` onmouseover=alert(1) `",
        "{{constructor.constructor('alert(1)')()}}",
        "@(System.Environment.MachineName)",
        "\u2028alert(1)\u2029",
        "\ud83d\ude00<script>alert(1)</script>\u202e",
    ];

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task It_stays_words_on_every_page(string words)
    {
        var (author, friend) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInToSiteAsync());
        var diary = await new FriendshipBuilder(iris, author, friend).FriendsAsync();
        var shown = await WriteAsync(new { title = words, text = words, visibility = "public" });
        var secret = await WriteAsync(new { title = words, text = words, visibility = "secret", diaryId = diary });
        using var tagged = await author.Client.PostAsJsonAsync("/api/v1/diary/posts", new { title = "A day", text = "words", tags = new[] { words } });
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, tagged.StatusCode);
        await author.Client.PutAsync($"/api/v1/diary/posts/{secret}/like", null);
        using var said = await friend.Client.PostAsJsonAsync($"/api/v1/diary/posts/{shown}/comments", new { text = words });
        Assert.Equal(System.Net.HttpStatusCode.Created, said.StatusCode);
        var anonymous = iris.Anonymous();
        (HttpClient Reader, string Address, bool ShowsThem)[] pages =
        [
            (anonymous, "/", true), (anonymous, $"/feed?author={author.Nickname}", true), (anonymous, $"/diary/posts/{shown}", true),
            (anonymous, $"/feed?tag={Uri.EscapeDataString(words)}", false), (anonymous, $"/feed?author={Uri.EscapeDataString(words)}", false),
            (friend.Client, $"/diary/posts/{secret}", true), (friend.Client, $"/friends/{diary}", true), (friend.Client, "/notifications", true), (author.Client, "/diary", true),
            (author.Client, $"/diary/posts/{shown}/edit", true), (author.Client, $"/diary/posts/{shown}", true), (author.Client, "/notifications", true),
        ];

        foreach (var (reader, address, showsThem) in pages)
        {
            using var page = new HtmlParser().ParseDocument(await reader.GetStringAsync(address));
            Assert.All(page.QuerySelectorAll("script"), script => Assert.DoesNotContain("alert", script.TextContent, StringComparison.Ordinal));
            Assert.All(page.All, element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            var addresses = page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name is "href" or "src" or "action" or "formaction").Select(attribute => attribute.Value.Trim());
            Assert.All(addresses, target => Assert.False(target.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase), target));
            Assert.Empty(page.QuerySelectorAll("iframe, math, [http-equiv=refresh], base:not([href='/']), main style, article form"));
            if (showsThem) Assert.Contains(words.Trim('\u2028', '\u2029'), $"{page.DocumentElement.TextContent}{page.QuerySelector("#post-title")?.GetAttribute("value")}", StringComparison.Ordinal);
        }

        async Task<Guid> WriteAsync(object content)
        {
            using var answer = await author.Client.PostAsJsonAsync("/api/v1/diary/posts", content);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }
    }
}

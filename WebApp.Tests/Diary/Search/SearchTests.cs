using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;

namespace Iris.Tests.Diary.Search;

/// <summary>Looking for words in what is one's own and in what everybody may read. Each test looks for a word of its own.</summary>
[Collection(nameof(WithIris))]
public class SearchTests(IrisApplication iris)
{
    private readonly string word = $"w{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Own_and_public_posts_are_found_by_title_text_and_tag_and_those_of_others_are_not()
    {
        var (person, friend) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new FriendshipBuilder(iris, person, friend).FriendsAsync();
        var own = await new PostBuilder(iris, person).Titled($"About {word.ToUpperInvariant()}").WrittenAsync();
        var shown = await new PostBuilder(iris, friend).Saying($"어제{word}에서 놀았다.").For(PostVisibility.Public).WrittenAsync();
        var tagged = await new PostBuilder(iris, friend).Tagged(word).For(PostVisibility.Public).WrittenAsync();
        await new PostBuilder(iris, friend).Titled(word).WrittenAsync();
        await new PostBuilder(iris, friend).Titled(word).For(PostVisibility.Friends).WrittenAsync();
        await new PostBuilder(iris, friend).Titled(word).For(PostVisibility.Public).Hidden().WrittenAsync();

        Assert.Equal([tagged.Id, shown.Id, own.Id], await FoundAsync(person, word));
        Assert.Equal([own.Id], await FoundAsync(person, $"{word} about"));
        Assert.Empty(await FoundAsync(person, $"{word} nothing"));
        Assert.Empty(await FoundAsync(person, $"%{word[..4]}_"));
        var page = await iris.Anonymous().GetStringAsync($"/search?q={word}");
        Assert.Contains($"{shown.Id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{own.Id}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_what_was_found_have_no_gaps_and_no_repeats()
    {
        var person = await iris.APerson().SignedInAsync();
        var posts = new List<Guid>();
        for (var i = 0; i < 5; i++) posts.Add((await new PostBuilder(iris, person).Titled(word).For(i % 2 == 0 ? PostVisibility.Public : PostVisibility.Private).WrittenAsync()).Id);

        var first = await PageAsync(person, $"?q={word}&limit=3");
        var second = await PageAsync(person, $"?q={word}&limit=3&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(Enumerable.Reverse(posts), [.. Ids(first), .. Ids(second)]);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("/search")]
    [InlineData("/search?q=")]
    [InlineData("/search?q=%00%20")]
    [InlineData("/search?q=a&cursor=AAAA")]
    public async Task Senseless_searches_are_answered_with_a_page(string address)
    {
        using var answer = await iris.Anonymous().GetAsync(address);

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<List<Guid>> FoundAsync(TestPerson person, string words) => [.. Ids(await PageAsync(person, $"?q={Uri.EscapeDataString(words)}"))];

    private static Task<JsonElement> PageAsync(TestPerson person, string query) => person.Client.GetFromJsonAsync<JsonElement>("/api/v1/diary/posts" + query);

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
}

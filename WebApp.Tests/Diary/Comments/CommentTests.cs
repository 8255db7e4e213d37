using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Comments;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Comments;

/// <summary>Who may say what; who may read it is in the table of who reads what.</summary>
[Collection(nameof(WithIris))]
public class CommentTests(IrisApplication iris)
{
    private const string Posts = "/api/v1/diary/posts";

    [Fact]
    public async Task A_comment_is_written_changed_deleted_and_brought_back()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();

        var id = await SayAsync(reader, post.Id, "What a\r\nday.  \n");
        Assert.Equal(("What a\nday.", reader.Nickname, false), await OnlyAsync(author, post.Id));

        using var changed = await reader.Client.PutAsJsonAsync($"{Posts}/{post.Id}/comments/{id}", new { text = "What a fine day." });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(("What a fine day.", reader.Nickname, true), await OnlyAsync(author, post.Id));

        using var deleted = await reader.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await ListAsync(author, post.Id));
        using var again = await reader.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        using var restored = await reader.Client.PostAsync($"{Posts}/{post.Id}/comments/{id}/restore", null);
        Assert.Equal(HttpStatusCode.NoContent, restored.StatusCode);
        Assert.Single(await ListAsync(author, post.Id));
    }

    [Fact]
    public async Task Nobody_else_changes_a_comment_and_only_who_deleted_it_brings_it_back()
    {
        var (author, reader, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        var id = await SayAsync(reader, post.Id, "What a day.");

        using var changed = await author.Client.PutAsJsonAsync($"{Posts}/{post.Id}/comments/{id}", new { text = "I am a fool." });
        using var deleted = await other.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (changed.StatusCode, deleted.StatusCode));

        using var byAuthor = await author.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");
        using var byReader = await reader.Client.PostAsync($"{Posts}/{post.Id}/comments/{id}/restore", null);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (byAuthor.StatusCode, byReader.StatusCode));
        using var back = await author.Client.PostAsync($"{Posts}/{post.Id}/comments/{id}/restore", null);
        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
    }

    [Theory]
    [InlineData(" \n\u200b ", 400, "comment-empty")]
    [InlineData(null, 400, "comment-empty")]
    [InlineData("murder", 422, "words-blocked")]
    [InlineData("한강에서 자살", 422, "words-blocked")]
    public async Task Words_that_can_not_be_said_are_refused_with_a_reason(string? text, int status, string code)
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, person).For(PostVisibility.Public).WrittenAsync();
        var id = await SayAsync(person, post.Id, "What a day.");

        foreach (var (method, path) in new[] { (HttpMethod.Post, ""), (HttpMethod.Put, $"/{id}") })
        {
            using var refused = await person.Client.SendAsync(new(method, $"{Posts}/{post.Id}/comments{path}") { Content = JsonContent.Create(new { text }) });
            Assert.Equal((status, code), ((int)refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        }

        using var tooLong = await person.Client.PostAsJsonAsync($"{Posts}/{post.Id}/comments", new { text = new string('x', PostComment.Longest + 1) });
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.Single(await ListAsync(person, post.Id));
    }

    [Fact]
    public async Task Pages_of_comments_have_no_gaps_and_no_repeats()
    {
        var author = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add((await new CommentBuilder(iris, author, post).WrittenAsync()).Id);

        var first = await author.Client.GetFromJsonAsync<JsonElement>($"{Posts}/{post.Id}/comments?limit=3");
        await new CommentBuilder(iris, author, post).WrittenAsync();
        var second = await author.Client.GetFromJsonAsync<JsonElement>($"{Posts}/{post.Id}/comments?limit=3&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(Enumerable.Reverse(ids), [.. Ids(first), .. Ids(second)]);
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);

        static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Who_keep_away_from_each_other_do_not_read_what_the_other_says_to_a_third()
    {
        var (author, one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        foreach (var person in new[] { one, other }) await new CommentBuilder(iris, person, post).WrittenAsync();

        await new FriendshipBuilder(iris, one, other).BlockedAsync();

        Assert.Equal(one.Nickname, Assert.Single(await ListAsync(one, post.Id)).GetProperty("author").GetString());
        Assert.Equal(other.Nickname, Assert.Single(await ListAsync(other, post.Id)).GetProperty("author").GetString());
        Assert.Equal(2, (await ListAsync(author, post.Id)).Count);
    }

    [Fact]
    public async Task A_hidden_comment_is_there_for_its_author_and_admins_alone()
    {
        var (author, reader, admin) = (await iris.APerson().SignedInToSiteAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        var comment = await new CommentBuilder(iris, reader, post).Saying("Words that are hidden").Hidden().WrittenAsync();

        Assert.True(Assert.Single(await ListAsync(reader, post.Id)).GetProperty("hidden").GetBoolean());
        Assert.True(Assert.Single(await ListAsync(admin, post.Id)).GetProperty("hidden").GetBoolean());
        Assert.Empty(await ListAsync(author, post.Id));
        foreach (var client in new[] { author.Client, iris.Anonymous() })
        {
            Assert.DoesNotContain(comment.Text, await client.GetStringAsync($"/diary/posts/{post.Id}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_said_any_more_in_a_frozen_diary_and_words_can_be_taken_back()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var diary = await new FriendshipBuilder(iris, one, other).FriendsAsync();
        var post = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        var id = await SayAsync(other, post.Id, "What a day.");
        await one.Client.DeleteAsync($"/api/v1/friends/{diary}");

        using var written = await other.Client.PostAsJsonAsync($"{Posts}/{post.Id}/comments", new { text = "And another." });
        using var changed = await other.Client.PutAsJsonAsync($"{Posts}/{post.Id}/comments/{id}", new { text = "What a bad day." });
        using var deleted = await other.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NoContent), (written.StatusCode, changed.StatusCode, deleted.StatusCode));
    }

    [Fact]
    public async Task A_comment_is_told_to_the_owner_again_each_time_and_to_the_other_one_of_a_shared_diary()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var diary = await new FriendshipBuilder(iris, one, other).FriendsAsync();
        var post = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        foreach (var person in new[] { one, other }) await person.Client.PostAsync("/api/v1/notifications/read", null);

        var id = await SayAsync(other, post.Id, "What a day.");
        await one.Client.PostAsync("/api/v1/notifications/read", null);
        await SayAsync(other, post.Id, "And what a night.");
        await SayAsync(one, post.Id, "It was.");

        Assert.Equal((1, 1), (await UnreadAsync(one), await UnreadAsync(other)));
        await other.Client.DeleteAsync($"{Posts}/{post.Id}/comments/{id}");
        Assert.Equal(1, await UnreadAsync(one));
    }

    [Fact]
    public async Task Comments_are_in_the_export_of_who_said_them_and_go_with_the_account()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        foreach (var person in new[] { author, reader }) await new CommentBuilder(iris, person, post).Saying($"Words of {person.Nickname}").WrittenAsync();

        using (var zip = new ZipArchive(await reader.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("diary/comments.json")!.OpenAsync());
            Assert.Equal($"Words of {reader.Nickname}", Assert.Single(exported.RootElement.EnumerateArray()).GetProperty("text").GetString());
        }

        var personal = iris.Services.GetServices<IPersonalData>().OfType<PersonalComments>().Single();
        await personal.EraseAsync(reader.Id, default);
        await personal.EraseAsync(reader.Id, default);
        Assert.Equal(1, await iris.QueryAsync(database => database.Set<PostComment>().CountAsync(comment => comment.PostId == post.Id)));
    }

    [Fact]
    public async Task A_deleted_comment_is_erased_once_it_can_not_come_back()
    {
        var author = await iris.APerson().SignedInAsync();
        var post = await new PostBuilder(iris, author).WrittenAsync();
        var (old, young) = (await new CommentBuilder(iris, author, post).WrittenAsync(), await new CommentBuilder(iris, author, post).WrittenAsync());
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (comment, at) in new[] { (old, now.AddMinutes(-12)), (young, now) })
        {
            await iris.QueryAsync(database => database.Set<PostComment>().Where(row => row.Id == comment.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, at).SetProperty(row => row.DeletedById, author.Id)));
        }

        await iris.Services.GetRequiredService<DeletedPosts>().PurgeAsync(default);

        Assert.Equal(young.Id, await iris.QueryAsync(database => database.Set<PostComment>().Where(comment => comment.PostId == post.Id).Select(comment => comment.Id).SingleAsync()));
    }

    private static async Task<Guid> SayAsync(TestPerson person, Guid post, string text)
    {
        using var answer = await person.Client.PostAsJsonAsync($"{Posts}/{post}/comments", new { text });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<(string? Text, string? Author, bool Edited)> OnlyAsync(TestPerson person, Guid post)
    {
        var comment = Assert.Single(await ListAsync(person, post));
        return (comment.GetProperty("text").GetString(), comment.GetProperty("author").GetString(), comment.GetProperty("editedAt").ValueKind != JsonValueKind.Null);
    }

    private static async Task<List<JsonElement>> ListAsync(TestPerson person, Guid post) =>
        [.. (await person.Client.GetFromJsonAsync<JsonElement>($"{Posts}/{post}/comments")).GetProperty("items").EnumerateArray()];

    private static async Task<int> UnreadAsync(TestPerson person) => (await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/notifications")).GetProperty("unread").GetInt32();
}

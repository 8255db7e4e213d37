using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Friends;

/// <summary>The diary that two friends share: while they are, and afterwards.</summary>
[Collection(nameof(WithIris))]
public class SharedDiaryTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/posts";

    [Fact]
    public async Task Both_write_and_both_read_what_the_other_wrote()
    {
        var (one, other, diary) = await TwoAsync();

        foreach (var writer in new[] { one, other })
        {
            using var written = await WriteAsync(writer, diary);
            Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        }

        foreach (var reader in new[] { one, other }) Assert.Equal(2, await CountAsync(reader, diary));
    }

    [Fact]
    public async Task Nobody_else_writes_into_it()
    {
        var (one, other, diary) = await TwoAsync();
        var stranger = await iris.APerson().SignedInAsync();
        await new FriendshipBuilder(iris, stranger, one).FriendsAsync();

        using var written = await WriteAsync(stranger, diary);

        Assert.Equal(["diaryId"], await ErrorsAsync(written));
        Assert.Equal(0, await CountAsync(other, diary));
    }

    [Fact]
    public async Task The_end_of_a_friendship_freezes_it_and_each_may_take_or_delete_their_own_part()
    {
        var (one, other, diary) = await TwoAsync();
        var taken = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        var deleted = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        var kept = await new PostBuilder(iris, other).In(diary).WrittenAsync();
        await iris.Services.GetRequiredService<FriendList>().EndAsync(other.Id, diary, default);

        using var written = await WriteAsync(one, diary);
        using var changed = await one.Client.PutAsJsonAsync($"{Path}/{taken.Id}", new { title = "Other words", text = "words", visibility = "secret", diaryId = diary });
        Assert.Equal(3, await CountAsync(one, diary));
        Assert.Equal(3, await CountAsync(other, diary));
        using var take = await one.Client.PutAsJsonAsync($"{Path}/{taken.Id}", new { title = taken.Title, text = taken.Text, visibility = "private" });
        using var delete = await one.Client.DeleteAsync($"{Path}/{deleted.Id}");
        using var deleteOthers = await one.Client.DeleteAsync($"{Path}/{kept.Id}");

        Assert.Equal(["diaryId"], await ErrorsAsync(written));
        Assert.Equal(["diaryId"], await ErrorsAsync(changed));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (take.StatusCode, delete.StatusCode, deleteOthers.StatusCode));
        Assert.Equal([kept.Id], await IdsAsync(one, diary));
        Assert.Equal([kept.Id], await IdsAsync(other, diary));
    }

    [Fact]
    public async Task Friends_who_find_together_again_go_on_in_the_same_diary()
    {
        var (one, other, diary) = await TwoAsync();
        await new PostBuilder(iris, one).In(diary).WrittenAsync();
        await iris.Services.GetRequiredService<FriendList>().EndAsync(one.Id, diary, default);

        Assert.Equal(diary, await new FriendshipBuilder(iris, other, one).FriendsAsync());
        using var written = await WriteAsync(other, diary);

        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal(2, await CountAsync(one, diary));
    }

    [Fact]
    public async Task A_block_leaves_to_each_what_each_wrote()
    {
        var (one, other, diary) = await TwoAsync();
        var mine = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        var theirs = await new PostBuilder(iris, other).In(diary).WrittenAsync();

        await new FriendshipBuilder(iris, one, other).BlockedAsync();

        Assert.Equal([mine.Id], await IdsAsync(one, diary));
        Assert.Equal([theirs.Id], await IdsAsync(other, diary));
    }

    [Fact]
    public async Task An_account_that_goes_takes_its_own_pages_along_and_no_others()
    {
        var (one, other, diary) = await TwoAsync();
        await new PostBuilder(iris, one).In(diary).WrittenAsync();
        var theirs = await new PostBuilder(iris, other).In(diary).WrittenAsync();

        using var erased = await one.Client.DeleteAsync("/api/v1/accounts/me");

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Equal([theirs.Id], await IdsAsync(other, diary));
        Assert.False(await iris.QueryAsync(database => database.Set<Friendship>().AnyAsync(pair => pair.Id == diary)));
    }

    [Fact]
    public async Task What_is_written_while_the_friendship_ends_is_in_the_diary_or_refused()
    {
        var (one, other, diary) = await TwoAsync();
        var friends = iris.Services.GetRequiredService<FriendList>();

        var writing = Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(one, diary))).ToList();
        await friends.EndAsync(other.Id, diary, default);
        var answers = await Task.WhenAll(writing);
        using var late = await WriteAsync(one, diary);

        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{answer.StatusCode}"));
        Assert.Equal(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), await CountAsync(other, diary));
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    private async Task<(TestPerson One, TestPerson Other, Guid Diary)> TwoAsync()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        return (one, other, await new FriendshipBuilder(iris, one, other).FriendsAsync());
    }

    private static Task<HttpResponseMessage> WriteAsync(TestPerson writer, Guid diary) =>
        writer.Client.PostAsJsonAsync(Path, new { title = "Our day", text = "words", visibility = "secret", diaryId = diary });

    private static async Task<IEnumerable<Guid>> IdsAsync(TestPerson reader, Guid diary)
    {
        var list = await reader.Client.GetFromJsonAsync<JsonElement>($"{Path}?limit=100");
        return [.. list.GetProperty("items").EnumerateArray().Where(post => post.GetProperty("diaryId").ValueKind == JsonValueKind.String && post.GetProperty("diaryId").GetGuid() == diary).Select(post => post.GetProperty("id").GetGuid())];
    }

    private static async Task<int> CountAsync(TestPerson reader, Guid diary) => (await IdsAsync(reader, diary)).Count();

    private static async Task<IEnumerable<string>> ErrorsAsync(HttpResponseMessage answer) =>
        [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name)];
}

using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Notifications;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Notifications;

[Collection(nameof(WithIris))]
public class NotificationTests(IrisApplication iris)
{
    private const string Path = "/api/v1/notifications";

    [Fact]
    public async Task Somebody_is_told_what_others_do_and_each_thing_once()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, one).For(PostVisibility.Public).WrittenAsync();
        var diary = await new FriendshipBuilder(iris, other, one).FriendsAsync();

        for (var i = 0; i < 3; i++)
        {
            await other.Client.PutAsync($"/api/v1/diary/posts/{post.Id}/like", null);
            await other.Client.DeleteAsync($"/api/v1/diary/posts/{post.Id}/like");
        }

        await one.Client.PutAsync($"/api/v1/diary/posts/{post.Id}/like", null);
        await other.Client.PostAsJsonAsync("/api/v1/diary/posts", new { title = "Our day", text = "words", visibility = "secret", diaryId = diary });

        Assert.Equal([("written", "Our day"), ("liked", post.Title), ("asked", null)], await ToldAsync(one));
        Assert.Equal([("accepted", null)], await ToldAsync(other));
    }

    [Fact]
    public async Task Whoever_is_asked_again_is_told_again()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var id = await new FriendshipBuilder(iris, other, one).AskedAsync();
        await one.Client.PostAsync($"{Path}/read", null);
        await one.Client.PutAsJsonAsync($"/api/v1/friends/{id}", new { accept = false });

        await new FriendshipBuilder(iris, other, one).AskedAsync();

        Assert.Equal(1, await UnreadAsync(one));
        Assert.Equal([("asked", null)], await ToldAsync(one));
    }

    [Fact]
    public async Task What_was_read_counts_no_more()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new FriendshipBuilder(iris, other, one).AskedAsync();
        Assert.Equal(1, await UnreadAsync(one));

        await one.Client.PostAsync($"{Path}/read", null);
        await one.Client.PostAsync($"{Path}/read", null);

        Assert.Equal(0, await UnreadAsync(one));
        Assert.Equal([("asked", null)], await ToldAsync(one));
    }

    [Theory]
    [InlineData("asked")]
    [InlineData("accepted")]
    [InlineData("liked")]
    [InlineData("written")]
    [InlineData("commented")]
    public async Task Each_kind_can_be_switched_off_and_on_again(string kind)
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, one).For(PostVisibility.Public).WrittenAsync();
        await SwitchAsync(on: false);
        await SwitchAsync(on: false);

        var diary = await (kind == "accepted" ? new FriendshipBuilder(iris, one, other) : new FriendshipBuilder(iris, other, one)).FriendsAsync();
        await other.Client.PutAsync($"/api/v1/diary/posts/{post.Id}/like", null);
        await other.Client.PostAsJsonAsync("/api/v1/diary/posts", new { title = "Our day", text = "words", visibility = "secret", diaryId = diary });
        await other.Client.PostAsJsonAsync($"/api/v1/diary/posts/{post.Id}/comments", new { text = "What a day." });

        var told = (await ToldAsync(one)).Select(one => one.Kind).Order();
        string[] expected = kind == "accepted" ? ["commented", "liked", "written"] : [.. new[] { "asked", "commented", "liked", "written" }.Except([kind])];
        Assert.Equal(expected, told);
        var switches = await SwitchAsync(on: true);
        Assert.All(switches.EnumerateObject(), one => Assert.True(one.Value.GetBoolean()));

        async Task<JsonElement> SwitchAsync(bool on)
        {
            using var answer = await one.Client.PutAsJsonAsync($"{Path}/switches", new Dictionary<string, bool> { [kind] = on });
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    [Fact]
    public async Task Nobody_is_told_of_whom_they_keep_away_nor_of_what_they_may_not_read()
    {
        var (one, other, third) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var post = await new PostBuilder(iris, one).For(PostVisibility.Public).WrittenAsync();
        foreach (var reader in new[] { other, third }) await reader.Client.PutAsync($"/api/v1/diary/posts/{post.Id}/like", null);
        var diary = await new FriendshipBuilder(iris, third, one).FriendsAsync();
        using var written = await third.Client.PostAsJsonAsync("/api/v1/diary/posts", new { title = "Our day", text = "words", visibility = "secret", diaryId = diary });
        var page = (await written.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal(4, await UnreadAsync(one));

        await new FriendshipBuilder(iris, one, other).BlockedAsync();
        await third.Client.PutAsJsonAsync($"/api/v1/diary/posts/{page}", new { title = "Mine alone", text = "words" });

        Assert.Equal([("asked", null), ("liked", post.Title)], await ToldAsync(one));
        Assert.Equal(2, await UnreadAsync(one));
    }

    [Fact]
    public async Task An_event_tells_the_bell_of_whom_it_concerns()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var (rings, othersRings) = (0, 0);
        var events = iris.Services.GetRequiredService<IEvents>();
        using var bell = events.Listen(Notifier.TopicOf(one.Id), _ => Interlocked.Increment(ref rings));
        using var othersBell = events.Listen(Notifier.TopicOf(other.Id), _ => Interlocked.Increment(ref othersRings));

        await new FriendshipBuilder(iris, other, one).AskedAsync();

        Assert.Equal((1, 0), (rings, othersRings));
    }

    [Fact]
    public async Task Notifications_are_in_the_export_and_go_with_either_account()
    {
        var (one, other, third) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new FriendshipBuilder(iris, other, one).AskedAsync();
        await new FriendshipBuilder(iris, third, one).AskedAsync();
        await one.Client.PutAsJsonAsync($"{Path}/switches", new { liked = false });

        using (var zip = new ZipArchive(await one.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("notifications.json")!.OpenAsync());
            Assert.Equal(2, exported.RootElement.GetProperty("items").GetArrayLength());
            Assert.Equal("liked", Assert.Single(exported.RootElement.GetProperty("muted").EnumerateArray()).GetString());
        }

        var personal = iris.Services.GetServices<IPersonalData>().OfType<PersonalNotifications>().Single();
        await personal.EraseAsync(other.Id, default);
        Assert.Equal(third.Nickname, Assert.Single((await one.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("items").EnumerateArray()).GetProperty("actor").GetString());
        await personal.EraseAsync(one.Id, default);
        await personal.EraseAsync(one.Id, default);
        Assert.Equal((0, 0), await iris.QueryAsync(async database => (await database.Set<Notification>().CountAsync(row => row.OwnerId == one.Id), await database.Set<MutedKind>().CountAsync(row => row.OwnerId == one.Id))));
    }

    private static async Task<IEnumerable<(string Kind, string? Title)>> ToldAsync(TestPerson person) =>
        [.. (await person.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("kind").GetString()!, item.GetProperty("title").GetString()))];

    private static async Task<int> UnreadAsync(TestPerson person) => (await person.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("unread").GetInt32();
}

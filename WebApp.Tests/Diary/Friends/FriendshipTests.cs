using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Friends;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Friends;

/// <summary>From every state by every way, as both of the two see it.</summary>
[Collection(nameof(WithIris))]
public class FriendshipTests(IrisApplication iris)
{
    private const string Path = "/api/v1/friends";

    /// <summary>The state, as whoever acts sees it; what is done; the answer; and what both see afterwards.</summary>
    public static TheoryData<string, string, int, string, string> Ways => new()
    {
        { "none", "ask", 200, "sent", "received" },
        { "none", "block", 200, "blocked", "none" },
        { "sent", "ask", 200, "sent", "received" },
        { "sent", "accept", 409, "sent", "received" },
        { "sent", "decline", 409, "sent", "received" },
        { "sent", "end", 204, "none", "none" },
        { "sent", "block", 200, "blocked", "none" },
        { "sent", "unblock", 204, "sent", "received" },
        { "received", "ask", 200, "friends", "friends" },
        { "received", "accept", 200, "friends", "friends" },
        { "received", "decline", 200, "none", "none" },
        { "received", "end", 204, "none", "none" },
        { "received", "block", 200, "blocked", "none" },
        { "received", "unblock", 204, "received", "sent" },
        { "friends", "ask", 200, "friends", "friends" },
        { "friends", "accept", 200, "friends", "friends" },
        { "friends", "decline", 409, "friends", "friends" },
        { "friends", "end", 204, "ended", "ended" },
        { "friends", "block", 200, "blocked", "none" },
        { "friends", "unblock", 204, "friends", "friends" },
        { "ended", "ask", 200, "sent", "received" },
        { "ended", "accept", 409, "ended", "ended" },
        { "ended", "decline", 200, "ended", "ended" },
        { "ended", "end", 204, "ended", "ended" },
        { "ended", "block", 200, "blocked", "none" },
        { "ended", "unblock", 204, "ended", "ended" },
        { "blocking", "ask", 409, "blocked", "none" },
        { "blocking", "accept", 409, "blocked", "none" },
        { "blocking", "decline", 409, "blocked", "none" },
        { "blocking", "end", 204, "blocked", "none" },
        { "blocking", "block", 200, "blocked", "none" },
        { "blocking", "unblock", 204, "none", "none" },
        { "blocked", "ask", 404, "none", "blocked" },
        { "blocked", "accept", 404, "none", "blocked" },
        { "blocked", "decline", 404, "none", "blocked" },
        { "blocked", "end", 404, "none", "blocked" },
        { "blocked", "block", 404, "none", "blocked" },
        { "blocked", "unblock", 404, "none", "blocked" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_way_from_every_state_leads_where_it_should(string state, string way, int answer, string mine, string theirs)
    {
        var (me, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        Guid? id = state switch
        {
            "none" => null,
            "sent" => await new FriendshipBuilder(iris, me, other).AskedAsync(),
            "received" => await new FriendshipBuilder(iris, other, me).AskedAsync(),
            "friends" => await new FriendshipBuilder(iris, me, other).FriendsAsync(),
            "ended" => await new FriendshipBuilder(iris, me, other).EndedAsync(),
            "blocking" => await new FriendshipBuilder(iris, me, other).BlockedAsync(),
            _ => await new FriendshipBuilder(iris, other, me).BlockedAsync(),
        };

        using var response = await (way switch
        {
            "ask" => me.Client.PostAsJsonAsync(Path, new { nickname = other.Nickname.ToUpperInvariant() }),
            "accept" or "decline" => me.Client.PutAsJsonAsync($"{Path}/{id}", new { accept = way == "accept" }),
            "end" => me.Client.DeleteAsync($"{Path}/{id}"),
            "block" => me.Client.PostAsJsonAsync($"{Path}/blocks", new { nickname = other.Nickname }),
            _ => me.Client.DeleteAsync($"{Path}/blocks/{id}"),
        });

        Assert.Equal(answer, (int)response.StatusCode);
        Assert.Equal((mine, theirs), (await StatusAsync(me, other), await StatusAsync(other, me)));
    }

    [Fact]
    public async Task Who_is_blocked_finds_nobody_and_who_blocks_finds_who_that_was()
    {
        var (me, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new FriendshipBuilder(iris, me, other).BlockedAsync();
        var friends = iris.Services.GetRequiredService<FriendList>();

        Assert.Null(await friends.FindAsync(other.Id, me.Nickname, default));
        Assert.Equal(FriendStatus.Blocked, (await friends.FindAsync(me.Id, other.Nickname, default))?.Status);
        using var blocked = await other.Client.PostAsJsonAsync(Path, new { nickname = me.Nickname });
        using var nobody = await other.Client.PostAsJsonAsync(Path, new { nickname = "nobody at all" });
        Assert.Equal(await CodeAsync(nobody), await CodeAsync(blocked));
    }

    [Fact]
    public async Task Nobody_asks_or_blocks_themselves()
    {
        var me = await iris.APerson().SignedInAsync();

        using var asked = await me.Client.PostAsJsonAsync(Path, new { nickname = me.Nickname });
        using var blocked = await me.Client.PostAsJsonAsync($"{Path}/blocks", new { nickname = me.Nickname });

        Assert.Equal(("yourself", "yourself"), (await CodeAsync(asked), await CodeAsync(blocked)));
    }

    [Fact]
    public async Task What_is_between_others_is_answered_like_what_never_was()
    {
        var (one, other, stranger) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var id = await new FriendshipBuilder(iris, one, other).AskedAsync();

        using var answered = await stranger.Client.PutAsJsonAsync($"{Path}/{id}", new { accept = true });
        using var ended = await stranger.Client.DeleteAsync($"{Path}/{id}");
        using var unblocked = await stranger.Client.DeleteAsync($"{Path}/blocks/{id}");
        using var unsigned = await iris.Anonymous().GetAsync(Path);

        Assert.All([answered, ended, unblocked], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.Equal("received", await StatusAsync(other, one));
    }

    [Fact]
    public async Task Two_who_ask_each_other_at_the_same_moment_are_friends_with_one_diary()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var friends = iris.Services.GetRequiredService<FriendList>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0 ? friends.AskAsync(one.Id, other.Nickname, default) : friends.AskAsync(other.Id, one.Nickname, default))));

        var (mine, theirs) = (Assert.Single(await friends.ListAsync(one.Id, default)), Assert.Single(await friends.ListAsync(other.Id, default)));
        Assert.Equal((FriendStatus.Friends, FriendStatus.Friends), (mine.Status, theirs.Status));
        Assert.Equal(mine.DiaryId, theirs.DiaryId);
        Assert.NotNull(mine.DiaryId);
    }

    [Fact]
    public async Task Friends_are_in_the_export_and_go_with_the_account()
    {
        var (one, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new FriendshipBuilder(iris, one, other).FriendsAsync();

        using (var zip = new ZipArchive(await one.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("friends.json")!.OpenAsync());
            var friend = Assert.Single(exported.RootElement.EnumerateArray());
            Assert.Equal((other.Nickname, "friends"), (friend.GetProperty("nickname").GetString(), friend.GetProperty("status").GetString()));
        }

        var personal = iris.Services.GetServices<IPersonalData>().OfType<PersonalFriends>().Single();
        await personal.EraseAsync(one.Id, default);
        await personal.EraseAsync(one.Id, default);

        Assert.False(await iris.QueryAsync(database => database.Set<Friendship>().AnyAsync(pair => pair.FirstId == one.Id || pair.SecondId == one.Id)));
        Assert.Equal("none", await StatusAsync(other, one));
    }

    private static async Task<string> StatusAsync(TestPerson viewer, TestPerson other)
    {
        var list = await viewer.Client.GetFromJsonAsync<JsonElement>(Path);
        return list.GetProperty("items").EnumerateArray().Where(friend => friend.GetProperty("nickname").GetString() == other.Nickname).Select(friend => friend.GetProperty("status").GetString()).SingleOrDefault() ?? "none";
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

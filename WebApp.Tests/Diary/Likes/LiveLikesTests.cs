using System.Net.WebSockets;
using System.Text.Json;
using Iris.Diary.Likes;
using Iris.Diary.Posts;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Likes;

/// <summary>What open pages hear of likes.</summary>
[Collection(nameof(WithIris))]
public class LiveLikesTests(IrisApplication iris)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private PostLikes Likes => iris.Services.GetRequiredService<PostLikes>();

    [Fact]
    public async Task Everybody_hears_of_public_posts_and_of_no_others()
    {
        var (author, reader) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var hidden = await new PostBuilder(iris, author).WrittenAsync();
        var shown = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        using var socket = await OpenAsync("");

        await Likes.LikeAsync(author.Id, hidden.Id, default);
        await Likes.LikeAsync(author.Id, shown.Id, default);
        await Likes.LikeAsync(reader.Id, shown.Id, default);

        int? likes = null;
        while (likes != 2)
        {
            foreach (var (post, count) in await NextAsync(socket))
            {
                Assert.NotEqual(hidden.Id, post);
                if (post == shown.Id) likes = count;
            }
        }
    }

    [Fact]
    public async Task A_page_of_a_shared_diary_is_heard_of_by_both_until_one_is_blocked()
    {
        var (one, other, stranger) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var diary = await new FriendshipBuilder(iris, one, other).FriendsAsync();
        var page = await new PostBuilder(iris, one).In(diary).WrittenAsync();
        using var socket = await OpenAsync($"?post={page.Id}", other);

        await Likes.LikeAsync(one.Id, page.Id, default);
        Assert.Equal((page.Id, 1), Assert.Single(await NextAsync(socket)));

        await new FriendshipBuilder(iris, one, other).BlockedAsync();
        await Likes.UnlikeAsync(one.Id, page.Id, default);
        Assert.Empty(await NextAsync(socket));
        Assert.NotEqual(WebSocketState.Open, socket.State);
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync($"?post={page.Id}", stranger));
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync($"?post={page.Id}"));
    }

    [Fact]
    public async Task Pages_of_other_sites_hear_nothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync("", origin: "https://elsewhere.example"));
        using var own = await OpenAsync("", origin: "http://localhost");
        using var plain = await iris.Anonymous().GetAsync(LiveLikes.Path);

        Assert.Equal(WebSocketState.Open, own.State);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, plain.StatusCode);
    }

    private async Task<WebSocket> OpenAsync(string query, TestPerson? reader = null, string? origin = null)
    {
        var client = iris.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            if (reader is not null) request.Headers.Authorization = reader.Client.DefaultRequestHeaders.Authorization!.ToString();
            if (origin is not null) request.Headers.Origin = origin;
        };
        return await client.ConnectAsync(new Uri($"ws://localhost{LiveLikes.Path}{query}"), default).WaitAsync(Patience);
    }

    /// <summary>What is told next; nothing when the socket is closed.</summary>
    private static async Task<List<(Guid Post, int Likes)>> NextAsync(WebSocket socket)
    {
        var buffer = new byte[64 << 10];
        var message = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), default).WaitAsync(Patience);
        if (message.MessageType == WebSocketMessageType.Close) return [];
        using var told = JsonDocument.Parse(buffer.AsMemory(0, message.Count));
        return [.. told.RootElement.EnumerateArray().Select(one => (one.GetProperty("post").GetGuid(), one.GetProperty("likes").GetInt32()))];
    }
}

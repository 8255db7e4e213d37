using Iris.Diary.Friends;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Friends;

/// <summary>Brings two people into a state, by what people do.</summary>
internal sealed class FriendshipBuilder(IrisApplication application, TestPerson one, TestPerson other)
{
    private FriendList Friends => application.Services.GetRequiredService<FriendList>();

    /// <summary>The one has asked the other.</summary>
    public async Task<Guid> AskedAsync() => (await Friends.AskAsync(one.Id, other.Nickname, default)).Value!.Id!.Value;

    /// <summary>They are friends; answers the id of their diary.</summary>
    public async Task<Guid> FriendsAsync()
    {
        var id = await AskedAsync();
        await Friends.AnswerAsync(other.Id, id, accept: true, default);
        return id;
    }

    /// <summary>They were friends.</summary>
    public async Task<Guid> EndedAsync()
    {
        var id = await FriendsAsync();
        await Friends.EndAsync(other.Id, id, default);
        return id;
    }

    /// <summary>The one has blocked the other.</summary>
    public async Task<Guid> BlockedAsync() => (await Friends.BlockAsync(one.Id, other.Nickname, default)).Value!.Id!.Value;
}

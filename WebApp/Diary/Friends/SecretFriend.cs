namespace Iris.Diary.Friends;

/// <summary>What another person is to whoever asks.</summary>
public enum FriendStatus
{
    /// <summary>A secret friend.</summary>
    Friends,

    /// <summary>The other one asks, and waits for an answer.</summary>
    Received,

    /// <summary>Whoever looks has asked, and waits.</summary>
    Sent,

    /// <summary>It is over, and what both wrote is still there to read.</summary>
    Ended,

    /// <summary>Whoever looks does not want to be found by the other one.</summary>
    Blocked,

    /// <summary>There is nothing between the two.</summary>
    None,
}

/// <summary>Another person as the friends' page and the API show them.</summary>
/// <param name="Id">Of what is between the two; null when they never had to do with each other.</param>
/// <param name="Nickname">Of the other one.</param>
/// <param name="Status">What the other one is to whoever asks.</param>
/// <param name="DiaryId">Their shared diary, to read; to write in it as well while they are friends. Null: they have none.</param>
/// <param name="Since">When that was last different.</param>
public sealed record SecretFriend(Guid? Id, string Nickname, FriendStatus Status, Guid? DiaryId, DateTimeOffset? Since)
{
    /// <summary>The pair as one of the two sees it; null when the other one does not want to be found.</summary>
    internal static SecretFriend? Of(Friendship? pair, Guid me, string nickname)
    {
        if (pair is null) return new(null, nickname, FriendStatus.None, null, null);
        var (blockedByMe, blockedByOther) = pair.FirstId == me ? (pair.BlockedByFirst, pair.BlockedBySecond) : (pair.BlockedBySecond, pair.BlockedByFirst);
        if (blockedByOther && !blockedByMe) return null;
        var status = pair.State switch
        {
            _ when blockedByMe => FriendStatus.Blocked,
            FriendshipState.Friends => FriendStatus.Friends,
            FriendshipState.Asked => pair.AskedById == me ? FriendStatus.Sent : FriendStatus.Received,
            _ => pair.DiarySince is null ? FriendStatus.None : FriendStatus.Ended,
        };
        return new(pair.Id, nickname, status, pair.DiarySince is null || blockedByMe ? null : pair.Id, pair.ChangedAt);
    }
}

using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Friends;

/// <summary>The diary of two secret friends, as those write into it.</summary>
internal static class SharedDiary
{
    /// <summary>
    /// True when the person may write into the diary, which then can't be frozen before the transaction ends: the row that says so is written. True without a diary as well.
    /// </summary>
    public static async Task<bool> OpenDiaryAsync(this AppDbContext database, Guid person, Guid? diary, DateTimeOffset now, CancellationToken cancellation) =>
        diary is null || await database.Set<Friendship>()
            .Where(pair => pair.Id == diary && pair.State == FriendshipState.Friends && (pair.FirstId == person || pair.SecondId == person))
            .ExecuteUpdateAsync(set => set.SetProperty(pair => pair.ChangedAt, now), cancellation) > 0;

    /// <summary>With whom somebody has nothing to do any more, because one of the two has blocked the other.</summary>
    public static IQueryable<Guid> KeptApart(this AppDbContext database, Guid me) => database.Set<Friendship>()
        .Where(pair => (pair.FirstId == me || pair.SecondId == me) && (pair.BlockedByFirst || pair.BlockedBySecond))
        .Select(pair => pair.FirstId == me ? pair.SecondId : pair.FirstId);
}

using Iris.Accounts.Registration;
using Iris.Diary.Notifications;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Friends;

/// <summary>
/// Who is whose secret friend. Every change names the state that it was decided upon and is repeated where that changed meanwhile (docs/decisions/023), so that of two
/// answers at once one counts. Whoever is blocked is answered as if the other one did not exist.
/// </summary>
internal sealed class FriendList(IDbContextFactory<AppDbContext> databases, Notifier notifier, TimeProvider clock)
{
    /// <summary>The other person as <paramref name="me"/> may see them; null when there is nobody of that name, or nobody who wants to be found.</summary>
    public async Task<SecretFriend?> FindAsync(Guid me, string? nickname, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await PersonAsync(database, nickname, cancellation) is { } other && other.Id != me
            ? SecretFriend.Of(await PairAsync(database, me, other.Id, cancellation), me, other.Nickname)
            : null;
    }

    /// <summary>Everybody with whom there is something, the newest first.</summary>
    public async Task<IReadOnlyList<SecretFriend>> ListAsync(Guid me, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var rows = await (
            from pair in database.Set<Friendship>().AsNoTracking()
            where pair.FirstId == me || pair.SecondId == me
            join person in database.Users on pair.FirstId == me ? pair.SecondId : pair.FirstId equals person.Id
            where person.ErasureStartedAt == null
            orderby pair.ChangedAt descending
            select new { pair, person.Nickname }).ToListAsync(cancellation);
        return [.. rows.Select(row => SecretFriend.Of(row.pair, me, row.Nickname)).OfType<SecretFriend>().Where(friend => friend.Status != FriendStatus.None)];
    }

    /// <summary>Asks somebody. Whoever was asked by that person already says yes with it; asking twice is no error.</summary>
    public async Task<Outcome<SecretFriend>> AskAsync(Guid me, string? nickname, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await PersonAsync(database, nickname, cancellation) is not { } other) return Nobody;
        if (other.Id == me) return Refusal.Of<FriendsText>("yourself", StatusCodes.Status409Conflict);
        while (true)
        {
            var pair = await PairAsync(database, me, other.Id, cancellation);
            switch (SecretFriend.Of(pair, me, other.Nickname))
            {
                case null:
                    return Nobody;
                case { Status: FriendStatus.Blocked }:
                    return Refusal.Of<FriendsText>("blocked", StatusCodes.Status409Conflict, other.Nickname);
                case { Status: FriendStatus.Friends or FriendStatus.Sent } asItIs:
                    return asItIs;
                case { Status: FriendStatus.Received }:
                    if (await MoveAsync(database, pair!, FriendshipState.Friends, askedBy: null, cancellation)) await notifier.TellAsync(other.Id, NotificationKind.Accepted, me, pair!.Id, cancellation);
                    break;
                case { Id: null }:
                    var asked = New(me, other.Id, FriendshipState.Asked, me);
                    if (await AddAsync(database, asked, cancellation)) await notifier.TellAsync(other.Id, NotificationKind.Asked, me, asked.Id, cancellation);
                    break;
                default:
                    if (await MoveAsync(database, pair!, FriendshipState.Asked, askedBy: me, cancellation)) await notifier.TellAsync(other.Id, NotificationKind.Asked, me, pair!.Id, cancellation);
                    break;
            }
        }
    }

    /// <summary>Says yes or no to somebody who asked. The same answer twice is no error.</summary>
    /// <param name="me">Whoever was asked.</param>
    /// <param name="id">Of the friendship.</param>
    /// <param name="accept">Yes.</param>
    /// <param name="cancellation">Ends the query early.</param>
    /// <returns>Null when there is no such friendship.</returns>
    public async Task<Outcome<SecretFriend>?> AnswerAsync(Guid me, Guid id, bool accept, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        while (await FindAsync(database, me, id, cancellation) is var (pair, friend))
        {
            if (friend.Status == FriendStatus.Received)
            {
                if (await MoveAsync(database, pair, accept ? FriendshipState.Friends : FriendshipState.None, askedBy: null, cancellation) && accept)
                {
                    await notifier.TellAsync(pair.FirstId == me ? pair.SecondId : pair.FirstId, NotificationKind.Accepted, me, id, cancellation);
                }
            }
            else if (friend.Status == (accept ? FriendStatus.Friends : FriendStatus.None) || (!accept && friend.Status == FriendStatus.Ended)) return friend;
            else return Refusal.Of<FriendsText>("not-asked", StatusCodes.Status409Conflict, friend.Nickname);
        }

        return null;
    }

    /// <summary>Takes a question back, declines one, or ends a friendship, whose diary is frozen with that. Twice is no error; false when there is no such friendship.</summary>
    public async Task<bool> EndAsync(Guid me, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        while (await FindAsync(database, me, id, cancellation) is var (pair, _))
        {
            if (pair.State == FriendshipState.None) return true;
            await MoveAsync(database, pair, FriendshipState.None, askedBy: null, cancellation);
        }

        return false;
    }

    /// <summary>From now on the other one can't find <paramref name="me"/>, nor read what <paramref name="me"/> wrote, nor the other way round; a friendship ends with it. Twice is no error.</summary>
    public async Task<Outcome<SecretFriend>> BlockAsync(Guid me, string? nickname, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await PersonAsync(database, nickname, cancellation) is not { } other) return Nobody;
        if (other.Id == me) return Refusal.Of<FriendsText>("yourself", StatusCodes.Status409Conflict);
        while (true)
        {
            var pair = await PairAsync(database, me, other.Id, cancellation);
            switch (SecretFriend.Of(pair, me, other.Nickname))
            {
                case null:
                    return Nobody;
                case { Status: FriendStatus.Blocked } done:
                    return done;
                case { Id: null }:
                    await AddAsync(database, New(me, other.Id, FriendshipState.None, askedBy: null), cancellation);
                    break;
                default:
                    await SetBlockedAsync(database, me, pair!.Id, blocked: true, cancellation);
                    break;
            }
        }
    }

    /// <summary>Takes a block back; what was before does not come back with that. Twice is no error; false when there is no such pair.</summary>
    public async Task<bool> UnblockAsync(Guid me, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await FindAsync(database, me, id, cancellation) is null) return false;
        await SetBlockedAsync(database, me, id, blocked: false, cancellation);
        return true;
    }

    private static Refusal Nobody => Refusal.Of<FriendsText>("nobody", StatusCodes.Status404NotFound);

    /// <summary>Somebody of that name whose account is not about to go.</summary>
    private static async Task<Named?> PersonAsync(AppDbContext database, string? nickname, CancellationToken cancellation)
    {
        var name = Nickname.Normalize(Nickname.Clean(nickname ?? ""));
        return await database.Users.Where(person => person.NormalizedNickname == name && person.ErasureStartedAt == null).Select(person => new Named(person.Id, person.Nickname)).SingleOrDefaultAsync(cancellation);
    }

    private static Task<Friendship?> PairAsync(AppDbContext database, Guid me, Guid other, CancellationToken cancellation)
    {
        var (first, second) = Friendship.Ordered(me, other);
        return database.Set<Friendship>().AsNoTracking().SingleOrDefaultAsync(pair => pair.FirstId == first && pair.SecondId == second, cancellation);
    }

    /// <summary>The pair as it is, when one of the two is <paramref name="me"/> and may see it.</summary>
    private static async Task<(Friendship Pair, SecretFriend Friend)?> FindAsync(AppDbContext database, Guid me, Guid id, CancellationToken cancellation)
    {
        var row = await (
            from pair in database.Set<Friendship>().AsNoTracking()
            where pair.Id == id && (pair.FirstId == me || pair.SecondId == me)
            join person in database.Users on pair.FirstId == me ? pair.SecondId : pair.FirstId equals person.Id
            select new { pair, person.Nickname }).SingleOrDefaultAsync(cancellation);
        return row is not null && SecretFriend.Of(row.pair, me, row.Nickname) is { } friend ? (row.pair, friend) : null;
    }

    private Friendship New(Guid me, Guid other, FriendshipState state, Guid? askedBy)
    {
        var now = clock.GetUtcNow();
        var (first, second) = Friendship.Ordered(me, other);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            FirstId = first,
            SecondId = second,
            State = state,
            AskedById = askedBy,
            BlockedByFirst = state == FriendshipState.None && first == me,
            BlockedBySecond = state == FriendshipState.None && second == me,
            ChangedAt = now,
        };
    }

    /// <summary>False when somebody was faster; whoever called looks again.</summary>
    private static async Task<bool> AddAsync(AppDbContext database, Friendship pair, CancellationToken cancellation)
    {
        database.Add(pair);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return false;
        }
        finally
        {
            database.Entry(pair).State = EntityState.Detached;
        }
    }

    /// <summary>False, and nothing changed, when the pair is not any more as it was seen; whoever called looks again.</summary>
    private async Task<bool> MoveAsync(AppDbContext database, Friendship seen, FriendshipState state, Guid? askedBy, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var diarySince = state == FriendshipState.Friends ? seen.DiarySince ?? now : seen.DiarySince;
        return await database.Set<Friendship>()
            .Where(pair => pair.Id == seen.Id && pair.State == seen.State && pair.AskedById == seen.AskedById && !pair.BlockedByFirst && !pair.BlockedBySecond)
            .ExecuteUpdateAsync(
                set => set.SetProperty(pair => pair.State, state).SetProperty(pair => pair.AskedById, askedBy).SetProperty(pair => pair.DiarySince, diarySince).SetProperty(pair => pair.ChangedAt, now),
                cancellation) > 0;
    }

    private async Task SetBlockedAsync(AppDbContext database, Guid me, Guid id, bool blocked, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // Taking a block back that is none must not end what is between the two.
        await database.Set<Friendship>().Where(pair => pair.Id == id && (pair.FirstId == me ? pair.BlockedByFirst : pair.BlockedBySecond) != blocked).ExecuteUpdateAsync(
            set => set
                .SetProperty(pair => pair.BlockedByFirst, pair => pair.FirstId == me ? blocked : pair.BlockedByFirst)
                .SetProperty(pair => pair.BlockedBySecond, pair => pair.SecondId == me ? blocked : pair.BlockedBySecond)
                .SetProperty(pair => pair.State, FriendshipState.None)
                .SetProperty(pair => pair.AskedById, (Guid?)null)
                .SetProperty(pair => pair.ChangedAt, now),
            cancellation);
    }

    private sealed record Named(Guid Id, string Nickname);
}

using Iris.Diary.Comments;
using Iris.Diary.Friends;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Notifications;

/// <summary>What somebody is told, as lists show it.</summary>
/// <param name="Id">Of the notification.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">The nickname of who did it; null: those who run the site.</param>
/// <param name="At">When.</param>
/// <param name="Read">Whether it was seen.</param>
/// <param name="PostId">The post that it is about, or null: none, or one that can't be read any more.</param>
/// <param name="Title">Of that post, or null.</param>
public sealed record NotificationItem(Guid Id, NotificationKind Kind, string? Actor, DateTimeOffset At, bool Read, Guid? PostId, string? Title);

/// <summary>One page of a list, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
/// <param name="Unread">How many there are that were not seen.</param>
public sealed record NotificationSlice(IReadOnlyList<NotificationItem> Items, string? NextCursor, int Unread);

/// <summary>What one person is told: of people who do not keep away from each other, about posts that the person may still read.</summary>
internal sealed class OwnNotifications(IDbContextFactory<AppDbContext> databases, IEvents events, TimeProvider clock)
{
    /// <summary>The kinds that can be switched off, in order; what those who run the site decide can't.</summary>
    public static IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.Asked, NotificationKind.Accepted, NotificationKind.Liked, NotificationKind.Commented, NotificationKind.Written];

    /// <summary>A page, newest first.</summary>
    public async Task<NotificationSlice> PageAsync(Guid person, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var told = Told(database, person);
        if (after is { } last) told = told.Where(row => row.Id.CompareTo(last) < 0);
        var posts = database.ReadableBy(person);
        var rows = await (
            from row in told
            join actor in database.Users on row.ActorId equals actor.Id
            join post in posts on row.SubjectId equals post.Id into about
            from post in about.DefaultIfEmpty()
            orderby row.Id descending
            select new NotificationItem(row.Id, row.Kind, row.ActorId == row.OwnerId ? null : actor.Nickname, row.CreatedAt, row.ReadAt != null, post == null ? null : post.Id, post == null ? null : post.Title))
            .Take(limit + 1).ToListAsync(cancellation);
        var (items, next) = ListCursor.Cut(rows, limit, row => row.Id);
        return new(items, next, await UnreadAsync(person, cancellation));
    }

    /// <summary>How many were not seen.</summary>
    public async Task<int> UnreadAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Told(database, person).CountAsync(row => row.ReadAt == null, cancellation);
    }

    /// <summary>All that there are now were seen.</summary>
    public async Task ReadAsync(Guid person, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var read = await database.Set<Notification>().OwnedBy(person).Where(row => row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancellation);
        if (read > 0) await events.TellAsync(Notifier.TopicOf(person), "");
    }

    /// <summary>The kinds that the person does not want to hear of.</summary>
    public async Task<IReadOnlyList<NotificationKind>> MutedAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<MutedKind>().AsNoTracking().OwnedBy(person).Select(muted => muted.Kind).ToListAsync(cancellation);
    }

    /// <summary>Switches a kind off, or on again. Twice is no error.</summary>
    public async Task MuteAsync(Guid person, NotificationKind kind, bool muted, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var row = database.Set<MutedKind>().OwnedBy(person).Where(one => one.Kind == kind);
        if (!muted)
        {
            await row.ExecuteDeleteAsync(cancellation);
            return;
        }

        if (await row.AnyAsync(cancellation)) return;
        database.Add(new MutedKind { OwnerId = person, Kind = kind });
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Another click was faster.
        }
    }

    private static IQueryable<Notification> Told(AppDbContext database, Guid person)
    {
        var pairs = database.Set<Friendship>();
        var (posts, comments) = (database.ReadableBy(person), database.CommentsReadableBy(person));
        return database.Set<Notification>().AsNoTracking().OwnedBy(person).Where(row =>
            !pairs.Any(pair => pair.FirstId == person && pair.SecondId == row.ActorId && (pair.BlockedByFirst || pair.BlockedBySecond))
            && !pairs.Any(pair => pair.SecondId == person && pair.FirstId == row.ActorId && (pair.BlockedByFirst || pair.BlockedBySecond))
            && !database.Users.Any(actor => actor.Id == row.ActorId && actor.ErasureStartedAt != null)
            && ((row.Kind != NotificationKind.Liked && row.Kind != NotificationKind.Written && row.Kind != NotificationKind.Commented) || posts.Any(post => post.Id == row.SubjectId))
            && (row.Kind != NotificationKind.Commented || comments.Any(comment => comment.PostId == row.SubjectId && comment.OwnerId == row.ActorId)));
    }
}

using Iris.Diary.Friends;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Notifications;

/// <summary>
/// Tells people what others did. It comes after what it tells of, which is true already: where it fails, that is logged, and nobody is told that their like or their post failed.
/// </summary>
internal sealed class Notifier(IDbContextFactory<AppDbContext> databases, IEvents events, TimeProvider clock, ILogger<Notifier> logger)
{
    /// <summary>What is told when somebody has another number of unread notifications; the message says nothing.</summary>
    public static string TopicOf(Guid person) => $"notifications/{person}";

    /// <summary>Tells the owner of a post that somebody likes it.</summary>
    public Task LikedAsync(Guid actor, Guid post, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var owner = await database.Set<DiaryPost>().Where(row => row.Id == post).Select(row => row.OwnerId).SingleOrDefaultAsync(cancellation);
        if (owner != actor) await AddAsync(database, owner, NotificationKind.Liked, actor, post, cancellation);
    });

    /// <summary>Tells the other one of a shared diary that there is another page.</summary>
    public Task WrittenAsync(Guid actor, Guid post, Guid diary, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var other = await database.Set<Friendship>().Where(pair => pair.Id == diary).Select(pair => pair.FirstId == actor ? pair.SecondId : pair.FirstId).SingleOrDefaultAsync(cancellation);
        await AddAsync(database, other, NotificationKind.Written, actor, post, cancellation);
    });

    /// <summary>Tells the owner of a post, and the other one of its shared diary, that somebody says something to it.</summary>
    public Task CommentedAsync(Guid actor, Guid post, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var told = await database.Set<DiaryPost>().Where(row => row.Id == post).Select(row => row.OwnerId)
            .Union(database.Set<Friendship>().Where(pair => database.Set<DiaryPost>().Any(row => row.Id == post && row.DiaryId == pair.Id)).Select(pair => pair.FirstId == actor ? pair.SecondId : pair.FirstId))
            .ToListAsync(cancellation);
        foreach (var person in told.Where(person => person != actor)) await AgainAsync(database, person, NotificationKind.Commented, actor, post, cancellation);
    });

    /// <summary>Tells a person what another one did about a friendship.</summary>
    public Task TellAsync(Guid person, NotificationKind kind, Guid actor, Guid friendship, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await AgainAsync(database, person, kind, actor, friendship, cancellation);
    });

    /// <summary>Tells a person what those who run the site decided about a post, or about a comment to it.</summary>
    public Task DecidedAsync(Guid person, NotificationKind kind, Guid post, CancellationToken cancellation) => GuardedAsync(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await AgainAsync(database, person, kind, person, post, cancellation);
    });

    /// <summary>Whoever does it again is told of again.</summary>
    private async Task AgainAsync(AppDbContext database, Guid person, NotificationKind kind, Guid actor, Guid subject, CancellationToken cancellation)
    {
        await database.Set<Notification>().OwnedBy(person).Where(row => row.Kind == kind && row.ActorId == actor && row.SubjectId == subject).ExecuteDeleteAsync(cancellation);
        await AddAsync(database, person, kind, actor, subject, cancellation);
    }

    private async Task AddAsync(AppDbContext database, Guid person, NotificationKind kind, Guid actor, Guid subject, CancellationToken cancellation)
    {
        if (person == Guid.Empty || await database.Set<MutedKind>().AnyAsync(muted => muted.OwnerId == person && muted.Kind == kind, cancellation)) return;
        if (await database.Set<Notification>().AnyAsync(row => row.OwnerId == person && row.Kind == kind && row.ActorId == actor && row.SubjectId == subject, cancellation)) return;
        var now = clock.GetUtcNow();
        database.Add(new Notification { Id = Guid.CreateVersion7(now), OwnerId = person, Kind = kind, ActorId = actor, SubjectId = subject, CreatedAt = now });
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.IsConflict())
        {
            return; // told already, or one of the two has left
        }

        await events.TellAsync(TopicOf(person), "");
    }

    private async Task GuardedAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "Somebody could not be told what happened");
        }
    }
}

using Iris.Live.Analysis;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Frames;

/// <summary>A kept frame in a list.</summary>
public sealed record FrameItem(Guid Id, DateTimeOffset TakenAt, PostureState State, AlertKind? Alert, int Width, int Height)
{
    public string ImageUrl => $"{FrameEndpoints.Path}/{Id}/image";

    public string ThumbnailUrl => $"{FrameEndpoints.Path}/{Id}/thumbnail";
}

/// <summary>One page of a session's frames in the order of time; NextCursor is null on the last one.</summary>
public sealed record FrameSlice(IReadOnlyList<FrameItem> Items, Guid? NextCursor);

/// <summary>The kept frames of one person. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class KeptFrames(IDbContextFactory<AppDbContext> databases, IObjectStore store, TimeProvider clock, IOptions<FrameOptions> options)
{
    private const int BatchSize = 100;

    /// <summary>A page of a session's frames.</summary>
    /// <param name="person">The owner.</param>
    /// <param name="session">The session.</param>
    /// <param name="after">The last frame of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<FrameSlice> PageAsync(Guid person, Guid session, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var frames = Of(db, person).Where(frame => frame.ReportId == session);
        if (after is { } last) frames = frames.Where(frame => frame.Id.CompareTo(last) > 0);
        var rows = await frames.OrderBy(frame => frame.Id).Take(limit + 1)
            .Select(frame => new FrameItem(frame.Id, frame.TakenAt, frame.State, frame.Alert, frame.Width, frame.Height))
            .ToListAsync(cancellation);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id : null);
    }

    /// <summary>The frame, or null.</summary>
    public async Task<KeptFrame?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, person).SingleOrDefaultAsync(frame => frame.Id == id, cancellation);
    }

    /// <summary>Deletes a frame, or all of a session, so that <see cref="RestoreAsync"/> can bring them back for a while. Answers when that was; null: there was none.</summary>
    public async Task<DateTimeOffset?> DeleteAsync(Guid person, Guid? frame, Guid? session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var deleted = await Of(db, person).Where(row => (frame == null || row.Id == frame) && (session == null || row.ReportId == session))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, now), cancellation);
        return deleted > 0 ? now : null;
    }

    /// <summary>Undoes the deletion of that moment; answers how many frames came back: none when it is too late.</summary>
    public async Task<int> RestoreAsync(Guid person, DateTimeOffset deletedAt, CancellationToken cancellation)
    {
        if (deletedAt <= clock.GetUtcNow() - options.Value.UndoFor) return 0;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<KeptFrame>().OwnedBy(person).Where(frame => frame.DeletedAt == deletedAt)
            .ExecuteUpdateAsync(set => set.SetProperty(frame => frame.DeletedAt, (DateTimeOffset?)null), cancellation);
    }

    /// <summary>Erases all frames of the person at once, deleted ones included: objects first, in batches. It can be repeated, and can't be undone.</summary>
    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var frames = db.Set<KeptFrame>().AsNoTracking().OwnedBy(person);
        while (await frames.OrderBy(frame => frame.Id).Take(BatchSize).ToListAsync(cancellation) is { Count: > 0 } batch)
        {
            await store.DeleteAsync([.. batch.SelectMany(frame => new[] { frame.PictureKey, frame.ThumbnailKey })], cancellation);
            var ids = batch.Select(frame => frame.Id).ToArray();
            await frames.Where(frame => ids.Contains(frame.Id)).ExecuteDeleteAsync(cancellation);
        }
    }

    private static IQueryable<KeptFrame> Of(AppDbContext db, Guid person) => db.Set<KeptFrame>().AsNoTracking().OwnedBy(person).Where(frame => frame.DeletedAt == null);
}

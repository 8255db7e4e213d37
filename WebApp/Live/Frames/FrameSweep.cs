using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Frames;

/// <summary>
/// Erases frames whose time has come: the end of their owner's retention, or of the time in which a deletion can be undone. Objects go first and the rows after;
/// a crash in between leaves rows that the next sweep finds again. Nodes that find the same frames at once do no more than delete them twice.
/// </summary>
internal sealed class FrameSweep(IDbContextFactory<AppDbContext> databases, IObjectStore store, TimeProvider clock, IOptions<FrameOptions> options, ILogger<FrameSweep> logger)
    : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Clocks of two nodes may differ: what one of them would still restore, the other must not be erasing yet.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Erases all that is due and answers how many frames that were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow() - ClockSkew;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (frames, deletedBefore) = (db.Set<KeptFrame>().AsNoTracking(), now - options.Value.UndoFor);
        var erased = await EraseAsync(db, frames.Where(frame => frame.DeletedAt < deletedBefore), cancellation);
        // The time that frames stay is their owner's, so it is a handful of numbers; a time plus a number of days is not in the words of every database.
        foreach (var days in await db.Set<FrameKeeping>().Select(keeping => keeping.Days).Distinct().ToListAsync(cancellation))
        {
            var takenBefore = now.AddDays(-days);
            var old = from keeping in db.Set<FrameKeeping>()
                      join frame in frames on keeping.OwnerId equals frame.OwnerId
                      where keeping.Days == days && frame.TakenAt < takenBefore
                      select frame;
            erased += await EraseAsync(db, old, cancellation);
        }

        return erased;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var erased = await SweepAsync(stoppingToken);
                if (erased > 0) logger.LogInformation("Erased {Count} kept frames", erased);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Kept frames could not be erased; the next sweep tries again");
            }
        }
    }

    private async Task<int> EraseAsync(AppDbContext db, IQueryable<KeptFrame> due, CancellationToken cancellation)
    {
        var (erased, found) = (0, 0);
        do
        {
            var batch = await due.OrderBy(frame => frame.Id).Take(BatchSize).Select(frame => new { frame.Id, frame.PictureKey, frame.ThumbnailKey }).ToListAsync(cancellation);
            await store.DeleteAsync([.. batch.SelectMany(frame => new[] { frame.PictureKey, frame.ThumbnailKey })], cancellation);
            var ids = batch.Select(frame => frame.Id).ToArray();
            erased += await db.Set<KeptFrame>().Where(frame => ids.Contains(frame.Id)).ExecuteDeleteAsync(cancellation);
            found = batch.Count;
        }
        while (found == BatchSize);
        return erased;
    }
}

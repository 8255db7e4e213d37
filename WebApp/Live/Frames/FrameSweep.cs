using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Frames;

/// <summary>
/// Erases frames whose time has come: the end of their owner's retention, or of the time in which a deletion can be undone. Objects go first and, in the
/// transaction that claimed them, the rows; a crash in between leaves rows that the next sweep finds again. Nodes skip what another one has claimed.
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
        var (total, erased) = (0, 0);
        do
        {
            erased = await SweepBatchAsync(cancellation);
            total += erased;
        }
        while (erased == BatchSize);
        return total;
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

    private async Task<int> SweepBatchAsync(CancellationToken cancellation)
    {
        var due = clock.GetUtcNow() - ClockSkew;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var claimed = await db.Set<KeptFrame>()
            .FromSql($"""SELECT * FROM "KeptFrames" WHERE "EraseAt" < {due} ORDER BY "EraseAt" LIMIT {BatchSize} FOR UPDATE SKIP LOCKED""")
            .Select(frame => new { frame.Id, frame.PictureKey, frame.ThumbnailKey })
            .ToListAsync(cancellation);
        if (claimed.Count > 0)
        {
            await store.DeleteAsync([.. claimed.SelectMany(frame => new[] { frame.PictureKey, frame.ThumbnailKey })], cancellation);
            var ids = claimed.Select(frame => frame.Id).ToArray();
            await db.Set<KeptFrame>().Where(frame => ids.Contains(frame.Id)).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return claimed.Count;
    }
}

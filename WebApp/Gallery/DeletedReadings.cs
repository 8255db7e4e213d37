using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Gallery;

/// <summary>
/// Erases readings whose deletion can't be undone any more: the objects first and the rows after. A crash in between leaves rows that nobody can open or restore and
/// that the next sweep finds again; it never leaves a picture that nobody knows of. Nodes that find the same readings at once do no more than delete them twice.
/// </summary>
internal sealed class DeletedReadings(
    IDbContextFactory<AppDbContext> databases, IObjectStore store, TimeProvider clock, IOptions<GalleryOptions> options, ILogger<DeletedReadings> logger)
    : BackgroundService
{
    private const int BatchSize = 100;

    /// <summary>Clocks of two nodes may differ: what one of them would still restore, the other must not be erasing yet.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Erases all that is due and answers how many readings that were.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancellation)
    {
        var due = clock.GetUtcNow() - options.Value.UndoFor - ClockSkew;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var (purged, found) = (0, 0);
        do
        {
            var batch = await database.Set<Reading>().Where(reading => reading.DeletedAt < due).OrderBy(reading => reading.DeletedAt).Take(BatchSize)
                .Select(reading => new { reading.Id, reading.OriginalKey, reading.ThumbnailKey })
                .ToListAsync(cancellation);
            await store.DeleteAsync([.. batch.SelectMany(reading => Reading.KeysOf(reading.OriginalKey, reading.ThumbnailKey))], cancellation);
            var ids = batch.Select(reading => reading.Id).ToArray();
            purged += await database.Set<Reading>().Where(reading => ids.Contains(reading.Id)).ExecuteDeleteAsync(cancellation);
            found = batch.Count;
        }
        while (found == BatchSize);
        return purged;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var purged = await PurgeAsync(stoppingToken);
                if (purged > 0) logger.LogInformation("Erased {Count} deleted readings", purged);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Deleted readings could not be erased; the next sweep tries again");
            }
        }
    }
}

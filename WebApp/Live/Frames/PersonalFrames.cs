using System.Runtime.CompilerServices;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Iris.Live.Frames;

/// <summary>The kept frames' part in the export and the erasure of an account.</summary>
internal sealed class PersonalFrames(IDbContextFactory<AppDbContext> databases, FrameKeepings keepings, KeptFrames frames, IObjectStore store) : IPersonalData
{
    private const int BatchSize = 100;

    /// <summary><c>posture/frame-keeping.json</c>, <c>posture/frames.json</c>, and each picture under the path that its entry names.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        var keeping = await keepings.StatusAsync(personId, cancellationToken);
        await archive.AddJsonAsync("posture/frame-keeping.json", keeping, cancellationToken);
        await archive.AddJsonAsync("posture/frames.json", FramesAsync(personId, cancellationToken).Select(Describe), cancellationToken);
        await foreach (var frame in FramesAsync(personId, cancellationToken))
        {
            await using var stored = await store.OpenAsync(frame.PictureKey, cancellationToken);
            if (stored is not null) await archive.AddFileAsync(PathOf(frame), stored.Content, cancellationToken);
        }

        object Describe(KeptFrame frame) =>
            new { frame.Id, Session = frame.ReportId, frame.TakenAt, frame.State, frame.Alert, EraseAt = frame.TakenAt.AddDays(keeping.Days), File = PathOf(frame) };
    }

    /// <summary>The consent goes first, so that no frame on its way comes after.</summary>
    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            await db.Set<FrameKeeping>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
        }

        await frames.EraseAsync(personId, cancellationToken);
    }

    private static string PathOf(KeptFrame frame) => $"posture/frames/{frame.Id}.jpg";

    /// <summary>All of them in batches: the receiver of an archive may be slow, and no connection should wait for it.</summary>
    private async IAsyncEnumerable<KeptFrame> FramesAsync(Guid person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = Guid.Empty;
        List<KeptFrame> batch;
        do
        {
            await using (var db = await databases.CreateDbContextAsync(cancellation))
            {
                batch = await db.Set<KeptFrame>().AsNoTracking().OwnedBy(person)
                    .Where(frame => frame.DeletedAt == null && frame.Id.CompareTo(last) > 0)
                    .OrderBy(frame => frame.Id)
                    .Take(BatchSize)
                    .ToListAsync(cancellation);
            }

            foreach (var frame in batch)
            {
                yield return frame;
                last = frame.Id;
            }
        }
        while (batch.Count == BatchSize);
    }
}

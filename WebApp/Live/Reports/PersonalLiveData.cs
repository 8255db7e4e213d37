using Iris.Live.Identity;
using Iris.Live.Sessions;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Live.Reports;

/// <summary>The posture coach's part in the export and the erasure of an account.</summary>
internal sealed class PersonalLiveData(IDbContextFactory<AppDbContext> databases, LiveSessions sessions, FaceIds faceIds) : IPersonalData
{
    /// <summary><c>posture/</c> sessions, minutes and baselines, and <c>posture/face-id.json</c> without the descriptor, which only compares faces on this server.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await AddAsync("posture/sessions.json", db.Set<LiveReport>().OrderBy(report => report.StartedAt));
        await AddAsync("posture/minutes.json", db.Set<LiveMinute>().OrderBy(minute => minute.Start));
        await AddAsync("posture/baselines.json", db.Set<LiveBaseline>().OrderBy(baseline => baseline.Camera));
        await archive.AddJsonAsync("posture/face-id.json", await faceIds.StatusAsync(personId, cancellationToken), cancellationToken);

        Task AddAsync<T>(string path, IQueryable<T> rows) where T : class, IOwned =>
            archive.AddJsonAsync(path, rows.AsNoTracking().OwnedBy(personId).AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        sessions.Discard(personId);
        await faceIds.DeleteAsync(personId, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<LiveBaseline>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<LiveMinute>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<LiveReport>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

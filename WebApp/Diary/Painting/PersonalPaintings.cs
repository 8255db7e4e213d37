using Iris.Diary.Painting.Jobs;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Painting;

/// <summary>
/// The jobs' part in the export and the erasure of an account; painted pictures are readings, and go with the gallery. Registered before it: once the jobs are
/// gone, no run can add a picture any more.
/// </summary>
internal sealed class PersonalPaintings(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>diary/orders.json</c>: what was ordered in the last days, and what became of it.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var orders = database.Set<PaintingJob>().AsNoTracking().OwnedBy(personId).OrderBy(job => job.Id)
            .Select(job => new { job.Id, job.CreatedAt, job.Prompt, job.Style, job.Seed, job.Steps, job.Size, job.Painter, job.Status, job.StartedAt, job.EndedAt, job.PictureId });
        await archive.AddJsonAsync("diary/orders.json", orders.AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<PaintingJob>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Painting.Jobs;

/// <summary>
/// What nodes do with the jobs: claim, report, end. A job belongs to the run whose lease it carries; every later statement of that run asks for the lease,
/// and changes nothing when the job was cancelled, erased or taken up by another node. Why so: docs/decisions/051-painting-jobs.md.
/// </summary>
internal sealed class PaintingQueue(IDbContextFactory<AppDbContext> databases, IOptions<PaintingOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Takes the next job, or null when none waits. It is the one of the person with the fewest under way; among those, of the person who was served longest ago;
    /// and of that person the oldest.
    /// </summary>
    public async Task<PaintingJob?> ClaimAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (lease, until) = (Guid.NewGuid(), now + options.Value.LeaseFor);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (!await Unended(database).AnyAsync(job => job.Status == JobStatus.Queued || job.LeaseUntil < now, cancellation)) return null;
        await RecoverAsync(database, now, cancellation);
        // Whoever looks at the same moment chooses the same job: one gets it, and the others look again and see that it is taken, and whose it is.
        while (await Waiting(database).FirstOrDefaultAsync(cancellation) is { } next)
        {
            await database.Set<PaintingJob>().Where(job => job.Id == next.Id && job.Status == JobStatus.Queued && job.Attempts == next.Attempts).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Status, JobStatus.Running)
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                    .SetProperty(row => row.Lease, lease)
                    .SetProperty(row => row.LeaseUntil, until)
                    .SetProperty(row => row.StartedAt, now)
                    .SetProperty(row => row.Step, 0)
                    .SetProperty(row => row.Preview, (byte[]?)null),
                cancellation);
            if (await Unended(database).SingleOrDefaultAsync(job => job.Id == next.Id && job.Lease == lease, cancellation) is { } claimed) return claimed;
        }

        return null;
    }

    /// <summary>Renews the lease and writes where the picture stands; false when the job is not this run's any more, and the run should end.</summary>
    public async Task<bool> ReportAsync(PaintingJob job, int step, int stepCount, byte[]? preview, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + options.Value.LeaseFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await LeasedTo(database, job).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.LeaseUntil, until)
                .SetProperty(row => row.Step, step)
                .SetProperty(row => row.StepCount, stepCount)
                .SetProperty(row => row.Preview, preview),
            cancellation) > 0;
    }

    /// <summary>The job is done; false when it is not this run's any more. Runs in the caller's transaction.</summary>
    public async Task<bool> CompleteAsync(AppDbContext database, PaintingJob job, Guid picture)
    {
        var now = clock.GetUtcNow();
        return await LeasedTo(database, job).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Status, JobStatus.Done)
            .SetProperty(row => row.EndedAt, now)
            .SetProperty(row => row.PictureId, picture)
            .SetProperty(row => row.Step, row => row.StepCount)
            .SetProperty(row => row.Preview, (byte[]?)null)) > 0;
    }

    /// <summary>The job can't be done.</summary>
    /// <param name="job">As it was claimed.</param>
    /// <param name="error">One of <see cref="PaintingFailures"/>.</param>
    public async Task FailAsync(PaintingJob job, string error)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync();
        await LeasedTo(database, job).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Status, JobStatus.Failed)
            .SetProperty(row => row.EndedAt, now)
            .SetProperty(row => row.Error, error)
            .SetProperty(row => row.Preview, (byte[]?)null));
    }

    /// <summary>Gives the job back as if it had not been begun: this node stops, another one, or this one later, goes on.</summary>
    public async Task ReleaseAsync(PaintingJob job)
    {
        await using var database = await databases.CreateDbContextAsync();
        await LeasedTo(database, job).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Status, JobStatus.Queued)
            .SetProperty(row => row.Attempts, row => row.Attempts - 1)
            .SetProperty(row => row.Lease, (Guid?)null)
            .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null));
    }

    /// <summary>Forgets jobs that ended long ago; answers how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var past = clock.GetUtcNow() - options.Value.KeepFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<PaintingJob>().Where(job => job.EndedAt < past).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>How many jobs wait, and how many are under way, on all nodes.</summary>
    public async Task<(int Waiting, int Running)> CountAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var counts = await Unended(database).GroupBy(job => job.Status).Select(jobs => new { jobs.Key, Count = jobs.Count() }).ToListAsync(cancellation);
        return (Of(JobStatus.Queued), Of(JobStatus.Running));

        int Of(JobStatus status) => counts.SingleOrDefault(jobs => jobs.Key == status)?.Count ?? 0;
    }

    /// <summary>The jobs that wait, in the order in which they are to be painted. A person who was never served comes first: no time is less than any.</summary>
    private static IQueryable<PaintingJob> Waiting(AppDbContext database)
    {
        var jobs = database.Set<PaintingJob>().AsNoTracking();
        var people = jobs.GroupBy(job => job.OwnerId)
            .Select(own => new { Id = own.Key, Running = own.Count(job => job.Status == JobStatus.Running), Served = own.Max(job => job.StartedAt) });
        return from job in jobs
               join person in people on job.OwnerId equals person.Id
               where job.Status == JobStatus.Queued
               orderby person.Running, person.Served, job.Id
               select job;
    }

    /// <summary>Jobs whose node died wait again, or have failed when that happened too often.</summary>
    private async Task RecoverAsync(AppDbContext database, DateTimeOffset now, CancellationToken cancellation)
    {
        var attempts = options.Value.Attempts;
        var dead = database.Set<PaintingJob>().Where(job => job.Status == JobStatus.Running && job.LeaseUntil < now);
        await dead.Where(job => job.Attempts >= attempts).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Status, JobStatus.Failed)
                .SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.Error, PaintingFailures.Interrupted)
                .SetProperty(row => row.Preview, (byte[]?)null),
            cancellation);
        await dead.ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Status, JobStatus.Queued)
                .SetProperty(row => row.Lease, (Guid?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null),
            cancellation);
    }

    private static IQueryable<PaintingJob> Unended(AppDbContext database) => database.Set<PaintingJob>().AsNoTracking().Where(job => job.EndedAt == null);

    private static IQueryable<PaintingJob> LeasedTo(AppDbContext database, PaintingJob job) =>
        database.Set<PaintingJob>().Where(row => row.Id == job.Id && row.Lease == job.Lease && row.Status == JobStatus.Running);
}

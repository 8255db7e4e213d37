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
    /// <summary>"Pain" in ASCII: the advisory lock under which one node at a time chooses who is next.</summary>
    private const long ClaimLock = 0x5061696E;

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

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        // Without the lock two nodes would choose by the same counts, and both serve the same person. A row that is just being cancelled is not waited for.
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ClaimLock})", cancellation);
        await RecoverAsync(database, now, cancellation);
        var claimed = await database.Set<PaintingJob>().FromSql(
            $"""
            UPDATE "PaintingJobs"
            SET "Status" = 'Running', "Attempts" = "Attempts" + 1, "Lease" = {lease}, "LeaseUntil" = {until}, "StartedAt" = {now}, "Step" = 0, "Preview" = NULL
            WHERE "Id" = (
                SELECT waiting."Id"
                FROM "PaintingJobs" waiting
                JOIN (
                    SELECT "OwnerId", count(*) FILTER (WHERE "Status" = 'Running') AS running, max("StartedAt") AS served
                    FROM "PaintingJobs" GROUP BY "OwnerId") person ON person."OwnerId" = waiting."OwnerId"
                WHERE waiting."Status" = 'Queued'
                ORDER BY person.running, person.served NULLS FIRST, waiting."Id"
                LIMIT 1 FOR UPDATE OF waiting SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return claimed.SingleOrDefault();
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

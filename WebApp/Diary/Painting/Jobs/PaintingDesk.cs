using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Painting.Jobs;

/// <summary>Where people order pictures, ask for theirs and take orders back. What belongs to another person does not exist here.</summary>
internal sealed class PaintingDesk(
    IDbContextFactory<AppDbContext> databases, WordFilter filter, PaintingBoard board, PaintingMetrics metrics, IOptions<PaintingOptions> options, TimeProvider clock)
{
    /// <summary>A picture takes seconds, so soon there is room again.</summary>
    private static readonly TimeSpan QueueRetry = TimeSpan.FromSeconds(15);

    /// <summary>Orders pictures that differ in their seeds: the given one and those that follow it. All of them, or none.</summary>
    /// <param name="person">Who orders.</param>
    /// <param name="order">Free of what <see cref="PaintingOrder.Check"/> finds.</param>
    /// <param name="painter">Who is to paint.</param>
    /// <param name="pictures">How many, from 1.</param>
    /// <param name="cancellation">Gives up before anything is ordered.</param>
    /// <returns>The jobs, or <c>prompt-blocked</c> (422), <c>allowance-spent</c>, <c>queue-own-full</c> (429), <c>queue-full</c> (503).</returns>
    public async Task<Outcome<IReadOnlyList<PaintingJob>>> OrderAsync(Guid person, PaintingOrder order, PainterDescription painter, int pictures, CancellationToken cancellation)
    {
        var prompt = order.Sentence;
        if (await filter.BlocksAsync(prompt, cancellation))
        {
            metrics.Ended("blocked");
            return Refusal.Of<PaintingText>("prompt-blocked", StatusCodes.Status422UnprocessableEntity);
        }

        var now = clock.GetUtcNow();
        var seed = order.Seed ?? Random.Shared.NextInt64(PaintingOrder.LargestSeed + 1);
        var ids = Enumerable.Range(0, pictures).Select(_ => Guid.CreateVersion7(now)).Order();
        var jobs = ids.Select((id, index) => new PaintingJob
        {
            Id = id,
            OwnerId = person,
            CreatedAt = now,
            Prompt = prompt,
            Style = string.IsNullOrEmpty(order.Style) ? null : order.Style,
            Seed = (seed + index) % (PaintingOrder.LargestSeed + 1),
            Steps = order.Steps,
            Size = order.Size,
            Painter = painter.Id,
        }).ToArray();

        Refusal? refusal = null;
        var ordered = await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpAsync(person, cancellation);
                refusal = await RefusalAsync(database, person, pictures, cancellation);
                if (refusal is not null) return false;
                database.AddRange(jobs);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (!ordered) return refusal!;
        board.Ring();
        return jobs;
    }

    /// <summary>How much of today's allowance is left.</summary>
    public async Task<PaintingAllowance> AllowanceAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await AllowanceAsync(database, person, cancellation);
    }

    /// <summary>One job, or null.</summary>
    public async Task<PaintingState?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var state = await States(Of(database, person).Where(job => job.Id == id)).SingleOrDefaultAsync(cancellation);
        return state is null ? null : Newest(state);
    }

    /// <summary>Where these jobs stand; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<PaintingState>> FindAsync(Guid person, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var states = await States(Of(database, person).Where(job => ids.Contains(job.Id))).ToListAsync(cancellation);
        return [.. states.Select(Newest)];
    }

    /// <summary>What a person still waits for and which of these there are, oldest first.</summary>
    public async Task<IReadOnlyList<PaintingJob>> UnendedAsync(Guid person, IReadOnlyCollection<Guid> others, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).Where(job => job.EndedAt == null || others.Contains(job.Id)).OrderBy(job => job.Id).ToListAsync(cancellation);
    }

    /// <summary>The last preview of a picture under way as JPEG, or null.</summary>
    public async Task<byte[]?> PreviewAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        if (board.Find(id) is { } run) return run.Job.OwnerId == person ? run.Preview : null;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).Where(job => job.Id == id).Select(job => job.Preview).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Takes an order back, waiting or under way; false when there is no such job. What has ended stays as it is, so asking twice is no error.</summary>
    public async Task<bool> CancelAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var cancelled = await database.Set<PaintingJob>().OwnedBy(person).Where(job => job.Id == id && job.EndedAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.Status, JobStatus.Cancelled)
                .SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.Preview, (byte[]?)null),
            cancellation);
        if (cancelled == 0) return await Of(database, person).AnyAsync(job => job.Id == id, cancellation);

        metrics.Ended("cancelled");
        if (board.Find(id) is { } run) await run.CancelAsync();
        board.Tell(new PaintingState(id, person, JobStatus.Cancelled, 0, 0, HasPreview: false, null, null));
        return true;
    }

    private async Task<Refusal?> RefusalAsync(AppDbContext database, Guid person, int pictures, CancellationToken cancellation)
    {
        var allowance = await AllowanceAsync(database, person, cancellation);
        if (allowance.Left < pictures)
        {
            return Refusal.Of<PaintingText>("allowance-spent", StatusCodes.Status429TooManyRequests, allowance.PerDay, allowance.Left) with { RetryAfter = allowance.RenewedAt - clock.GetUtcNow() };
        }

        if (await Of(database, person).CountAsync(job => job.EndedAt == null, cancellation) + pictures > options.Value.QueuePerPerson)
        {
            return Refusal.Of<PaintingText>("queue-own-full", StatusCodes.Status429TooManyRequests, options.Value.QueuePerPerson) with { RetryAfter = QueueRetry };
        }

        return await database.Set<PaintingJob>().CountAsync(job => job.EndedAt == null, cancellation) + pictures > options.Value.QueueLength
            ? Refusal.Of<PaintingText>("queue-full", StatusCodes.Status503ServiceUnavailable) with { RetryAfter = QueueRetry }
            : null;
    }

    /// <summary>Counts what was ordered today, except for what failed and what was taken back before anybody began with it.</summary>
    private async Task<PaintingAllowance> AllowanceAsync(AppDbContext database, Guid person, CancellationToken cancellation)
    {
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var used = await Of(database, person).CountAsync(
            job => job.CreatedAt >= today && job.Status != JobStatus.Failed && !(job.Status == JobStatus.Cancelled && job.StartedAt == null), cancellation);
        return new PaintingAllowance(options.Value.DailyAllowance, used, today.AddDays(1));
    }

    private PaintingState Newest(PaintingState stored) => stored.HasEnded ? stored : board.Find(stored.JobId)?.State ?? stored;

    private static IQueryable<PaintingState> States(IQueryable<PaintingJob> jobs) =>
        jobs.Select(job => new PaintingState(job.Id, job.OwnerId, job.Status, job.Step, job.StepCount, job.Preview != null, job.PictureId, job.Error));

    private static IQueryable<PaintingJob> Of(AppDbContext database, Guid person) => database.Set<PaintingJob>().AsNoTracking().OwnedBy(person);
}

/// <summary>What a person may have painted on one day. Days are of UTC: they are the same for the API, for every device and for every node.</summary>
/// <param name="PerDay">Pictures a day.</param>
/// <param name="Used">Today.</param>
/// <param name="RenewedAt">When the next day begins.</param>
public sealed record PaintingAllowance(int PerDay, int Used, DateTimeOffset RenewedAt)
{
    public int Left => Math.Max(0, PerDay - Used);
}

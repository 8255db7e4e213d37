using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Compute;

/// <summary>What a machine did within a time.</summary>
/// <param name="Hours">It was on.</param>
/// <param name="SavedHours">It was off because it had been stopped for idleness: from that stop until somebody started it again.</param>
internal sealed record MachineHours(double Hours, double SavedHours)
{
    public static readonly MachineHours None = new(0, 0);
}

/// <summary>The times that machines ran, as all nodes saw them.</summary>
internal sealed class MachineRuns(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>A machine that is started every half hour of a month.</summary>
    private const int MostRuns = 1500;

    /// <summary>The machine is on since <paramref name="startedAt"/>: another run, unless it is known.</summary>
    public async Task BeganAsync(string machine, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        startedAt = ToSecond(startedAt);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        // A run whose end nobody saw ended at the latest when the next one began.
        await database.Set<MachineRun>().Where(run => run.Machine == machine && run.EndedAt == null && run.StartedAt < startedAt)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.EndedAt, (DateTimeOffset?)startedAt).SetProperty(run => run.End, run => (MachineEnd?)(run.End ?? MachineEnd.Elsewhere)), cancellation);
        if (await database.Set<MachineRun>().AnyAsync(run => run.Machine == machine && run.StartedAt == startedAt, cancellation)) return;
        database.Add(new MachineRun { Id = Guid.CreateVersion7(startedAt), Machine = machine, StartedAt = startedAt });
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Another node saw it, too.
        }
    }

    /// <summary>The machine is off since <paramref name="endedAt"/>.</summary>
    public Task EndedAsync(string machine, DateTimeOffset endedAt, CancellationToken cancellation) => OfOpenAsync(
        machine,
        open => open.ExecuteUpdateAsync(set => set.SetProperty(run => run.EndedAt, (DateTimeOffset?)endedAt).SetProperty(run => run.End, run => (MachineEnd?)(run.End ?? MachineEnd.Elsewhere)), cancellation),
        cancellation);

    /// <summary>Why the machine is going to stop.</summary>
    public Task StoppingAsync(string machine, MachineEnd why, CancellationToken cancellation) =>
        OfOpenAsync(machine, open => open.ExecuteUpdateAsync(set => set.SetProperty(run => run.End, (MachineEnd?)why), cancellation), cancellation);

    /// <summary>When the running machine was last asked for something by any node, or began to run; null: it has no run.</summary>
    /// <param name="machine">Its name.</param>
    /// <param name="lastUsed">When this node asked it last.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<DateTimeOffset?> UsedAsync(string machine, DateTimeOffset? lastUsed, CancellationToken cancellation) => OfOpenAsync(
        machine,
        async open =>
        {
            if (lastUsed is { } mine)
            {
                await open.Where(run => run.StartedAt < mine && (run.LastUsedAt == null || run.LastUsedAt < mine)).ExecuteUpdateAsync(set => set.SetProperty(run => run.LastUsedAt, (DateTimeOffset?)mine), cancellation);
            }

            return await open.Select(run => (DateTimeOffset?)(run.LastUsedAt ?? run.StartedAt)).FirstOrDefaultAsync(cancellation);
        },
        cancellation);

    /// <summary>What the machine did between two moments.</summary>
    public async Task<MachineHours> SumAsync(string machine, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var runs = await database.Set<MachineRun>().AsNoTracking()
            .Where(run => run.Machine == machine && run.StartedAt < until && (run.EndedAt == null || run.EndedAt > from))
            .OrderByDescending(run => run.StartedAt).Take(MostRuns).ToListAsync(cancellation);
        // One that ended before may have left the machine idle ever since.
        var before = await database.Set<MachineRun>().AsNoTracking().Where(run => run.Machine == machine && run.EndedAt <= from).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(cancellation);
        if (before is not null) runs.Add(before);
        runs.Reverse();

        var (on, saved) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var at = 0; at < runs.Count; at++)
        {
            var (run, next) = (runs[at], at + 1 < runs.Count ? runs[at + 1].StartedAt : until);
            on += Overlap(run.StartedAt, run.EndedAt ?? until);
            if (run is { End: MachineEnd.Idle, EndedAt: { } ended }) saved += Overlap(ended, next);
        }

        return new MachineHours(on.TotalHours, saved.TotalHours);

        TimeSpan Overlap(DateTimeOffset begin, DateTimeOffset end)
        {
            var (first, last) = (begin > from ? begin : from, end < until ? end : until);
            return last > first ? last - first : TimeSpan.Zero;
        }
    }

    private async Task<T> OfOpenAsync<T>(string machine, Func<IQueryable<MachineRun>, Task<T>> work, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await work(database.Set<MachineRun>().Where(run => run.Machine == machine && run.EndedAt == null));
    }

    /// <summary>Hosts tell seconds; what one of them tells twice has to be the same moment.</summary>
    private static DateTimeOffset ToSecond(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
}

using System.Collections.Concurrent;

namespace Iris.Diary.Painting.Jobs;

/// <summary>
/// What this node knows before, and in finer steps than, the database: the pictures it is painting, and that something was ordered. Everything here is a
/// shortcut; what happens on other nodes is read from the jobs every <see cref="PaintingOptions.LookEvery"/>.
/// </summary>
internal sealed class PaintingBoard
{
    private readonly ConcurrentDictionary<Guid, PaintingRun> runs = new();
    private volatile TaskCompletionSource orders = NewSource();

    /// <summary>A job changed; raised on the thread that changed it, so a handler must return at once.</summary>
    public event Action<PaintingState>? Changed;

    /// <summary>Ends when something is ordered. Take it before looking into the queue, and nothing is missed.</summary>
    public Task NextOrder => orders.Task;

    /// <summary>Something was ordered here.</summary>
    public void Ring() => Interlocked.Exchange(ref orders, NewSource()).TrySetResult();

    /// <summary>Tells the pages of this node.</summary>
    public void Tell(PaintingState state) => Changed?.Invoke(state);

    /// <summary>Puts a run onto the board until it is disposed.</summary>
    public PaintingRun Begin(PaintingJob job, CancellationToken stopping)
    {
        var run = new PaintingRun(job, this, stopping);
        runs[job.Id] = run;
        Tell(run.State);
        return run;
    }

    /// <summary>The run of a job, when it is this node that paints it.</summary>
    public PaintingRun? Find(Guid job) => runs.GetValueOrDefault(job);

    internal void End(PaintingRun run) => runs.TryRemove(KeyValuePair.Create(run.Job.Id, run));

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

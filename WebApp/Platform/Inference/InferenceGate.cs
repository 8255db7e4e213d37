using Microsoft.Extensions.Options;

namespace Iris.Platform.Inference;

/// <summary>
/// Lets as much heavy work run as there are cores and a bounded number of requests wait; one more is refused at once, with <c>busy</c>, instead of
/// making everybody slower. Large pictures, whose parts run on all cores, go in one after the other and never take all places: small ones, and frames of
/// webcams, pass them. Enter it once per request, around decoding and all networks. Of all who may go in whoever came first does.
/// </summary>
public sealed class InferenceGate
{
    /// <summary>A picture of more pixels is large.</summary>
    private const long SmallPixels = 1_500_000;

    private readonly Lock sync = new();
    private readonly LinkedList<(TaskCompletionSource Entered, bool IsLarge)> waiting = new();
    private readonly int queueLength;
    private readonly InferenceMetrics metrics;
    private int free, freeForLarge;

    public InferenceGate(IOptions<InferenceOptions> options, InferenceMetrics metrics)
    {
        this.metrics = metrics;
        queueLength = options.Value.QueueLength;
        var concurrency = options.Value.Concurrency;
        (free, freeForLarge) = (concurrency, Math.Max(1, concurrency / 2));
    }

    /// <summary>Whether somebody waits at this moment: whoever is inside may leave out what can be done another time.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (sync) return waiting.Count > 0;
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="cancellation">Leaves the queue.</param>
    /// <param name="pixels">Of the picture, where all of them are looked at; 0 for work that keeps one core busy for a moment.</param>
    /// <returns>A lease to dispose when the work has ended, or the refusal <c>busy</c> (503) when the queue is full.</returns>
    /// <exception cref="OperationCanceledException">The caller went away while it waited.</exception>
    public async Task<Outcome<Lease>> EnterAsync(CancellationToken cancellation, long pixels = 0)
    {
        cancellation.ThrowIfCancellationRequested();
        var isLarge = pixels > SmallPixels;
        LinkedListNode<(TaskCompletionSource Entered, bool IsLarge)> node;
        lock (sync)
        {
            if (TryTake(isLarge)) return new Lease(this, isLarge);

            if (waiting.Count >= queueLength)
            {
                metrics.Refused();
                return Refusal.Of<InferenceText>("busy", StatusCodes.Status503ServiceUnavailable);
            }

            node = waiting.AddLast((new(TaskCreationOptions.RunContinuationsAsynchronously), isLarge));
        }

        await using (cancellation.UnsafeRegister(_ => Abandon(node, cancellation), null))
        {
            await node.Value.Entered.Task;
        }

        return new Lease(this, isLarge);
    }

    /// <summary>Nobody who waits could go in instead: places that become free are given away at once.</summary>
    private bool TryTake(bool isLarge)
    {
        if (free == 0 || (isLarge && freeForLarge == 0)) return false;
        free--;
        freeForLarge -= isLarge ? 1 : 0;
        return true;
    }

    private void Abandon(LinkedListNode<(TaskCompletionSource Entered, bool IsLarge)> node, CancellationToken cancellation)
    {
        lock (sync)
        {
            // Whoever was let in meanwhile has a lease to give back.
            if (node.List is null) return;
            waiting.Remove(node);
        }

        node.Value.Entered.TrySetCanceled(cancellation);
    }

    private void Leave(bool isLarge)
    {
        lock (sync)
        {
            free++;
            freeForLarge += isLarge ? 1 : 0;
            for (var next = waiting.First; next is not null && free > 0;)
            {
                var (node, following) = (next, next.Next);
                if (TryTake(node.Value.IsLarge))
                {
                    waiting.Remove(node);
                    node.Value.Entered.TrySetResult();
                }

                next = following;
            }
        }
    }

    /// <summary>Places in the gate, given back on <see cref="Dispose"/>.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly bool isLarge;
        private InferenceGate? gate;

        internal Lease(InferenceGate gate, bool isLarge) => (this.gate, this.isLarge) = (gate, isLarge);

        public void Dispose() => Interlocked.Exchange(ref gate, null)?.Leave(isLarge);
    }
}

using Microsoft.Extensions.Options;

namespace Iris.Platform.Inference;

/// <summary>
/// Lets as many pieces of heavy work run as there are cores and a bounded number wait; one more is refused at once, with <c>busy</c>, instead of
/// making everybody slower. Enter it once per request, around decoding and all networks.
/// </summary>
public sealed class InferenceGate : IDisposable
{
    private readonly SemaphoreSlim places;
    private readonly int concurrency, capacity;
    private readonly InferenceMetrics metrics;
    private int inside;

    public InferenceGate(IOptions<InferenceOptions> options, InferenceMetrics metrics)
    {
        this.metrics = metrics;
        concurrency = options.Value.Concurrency;
        places = new SemaphoreSlim(concurrency);
        capacity = concurrency + options.Value.QueueLength;
    }

    /// <summary>Whether somebody waits at this moment: whoever is inside may leave out what can be done another time.</summary>
    public bool IsCrowded => Volatile.Read(ref inside) > concurrency;

    /// <summary>Waits for a place.</summary>
    /// <returns>A lease to dispose when the work has ended, or the refusal <c>busy</c> (503) when the queue is full.</returns>
    /// <exception cref="OperationCanceledException">The caller went away while it waited.</exception>
    public async Task<Outcome<Lease>> EnterAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref inside) > capacity)
        {
            Interlocked.Decrement(ref inside);
            metrics.Refused();
            return Refusal.Of<InferenceText>("busy", StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await places.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref inside);
            throw;
        }

        return new Lease(this);
    }

    public void Dispose() => places.Dispose();

    private void Leave()
    {
        places.Release();
        Interlocked.Decrement(ref inside);
    }

    /// <summary>A place in the gate, given back on <see cref="Dispose"/>.</summary>
    public sealed class Lease : IDisposable
    {
        private InferenceGate? gate;

        internal Lease(InferenceGate gate) => this.gate = gate;

        public void Dispose() => Interlocked.Exchange(ref gate, null)?.Leave();
    }
}

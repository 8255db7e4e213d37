using Iris.Platform;
using Iris.Platform.Inference;

namespace Iris.Tests.Worker;

/// <summary>A gate whose places are all taken, and all places to wait as well, until it is disposed.</summary>
internal sealed class FilledGate : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly List<Task<Outcome<InferenceGate.Lease>>> inside = [];

    public static async Task<FilledGate> FillAsync(InferenceGate gate)
    {
        var filled = new FilledGate();
        while (true)
        {
            var entry = gate.EnterAsync(filled.leaving.Token);
            filled.inside.Add(entry);
            if (entry.IsCompletedSuccessfully && (await entry).Refusal is not null) return filled;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        foreach (var entry in inside)
        {
            try
            {
                // A place may be given to somebody at the moment in which he leaves.
                (await entry).Value?.Dispose();
            }
            catch (OperationCanceledException)
            {
                // It waited.
            }
        }

        leaving.Dispose();
    }
}

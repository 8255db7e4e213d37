using System.Diagnostics;

namespace Iris.Platform.Inference.Remote;

/// <summary>A network on a server. It holds nothing here.</summary>
/// <param name="name">For metrics.</param>
/// <param name="server">Where it is.</param>
/// <param name="model">What the server calls it.</param>
/// <param name="metrics">Told the time of each run.</param>
internal sealed class RemoteModel(string name, ModelServer server, string model, InferenceMetrics metrics) : INetwork
{
    public void Run(ReadOnlySpan<(string Name, Tensor Tensor)> inputs, string output, Span<float> target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        server.Infer(model, inputs, output, target, cancellation);
        metrics.Ran(name, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        // The connections belong to all models.
    }
}

using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Inference;

/// <summary>One network with its one session, which all callers share: ONNX Runtime allows concurrent runs.</summary>
public sealed class Model : IDisposable
{
    private static readonly RunOptions Uncancellable = new();

    private readonly InferenceSession session;
    private readonly InferenceMetrics metrics;
    private readonly string[] inputs;
    private readonly string[] outputs;

    internal Model(ModelSource source, SessionOptions options, InferenceMetrics metrics)
    {
        Name = source.Name;
        Version = source.Version;
        this.metrics = metrics;
        session = new InferenceSession(source.Load(), options);
        inputs = [.. session.InputNames];
        outputs = [.. session.OutputNames];
    }

    public string Name { get; }

    /// <summary>Version of the weights.</summary>
    public string Version { get; }

    /// <summary>Names of the outputs, in the order in which <see cref="Run(Tensor, CancellationToken)"/> returns them.</summary>
    public IReadOnlyList<string> Outputs => outputs;

    /// <summary>The shape of an input; -1 stands for a dynamic dimension.</summary>
    public IReadOnlyList<int> InputShape(int input = 0) => session.InputMetadata[inputs[input]].Dimensions;

    /// <summary>Runs the network on the calling thread.</summary>
    /// <param name="tensors">One tensor per input, in the model's order; their shapes must fit.</param>
    /// <param name="cancellation">Ends a run that is under way.</param>
    /// <returns>The outputs, in native memory: dispose them.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    public ModelOutputs Run(ReadOnlySpan<Tensor> tensors, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var values = new OrtValue[tensors.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = tensors[i].Value;
        }

        var started = Stopwatch.GetTimestamp();
        var results = cancellation.CanBeCanceled ? RunCancellable(values, cancellation) : session.Run(Uncancellable, inputs, values, outputs);
        metrics.Ran(Name, Stopwatch.GetElapsedTime(started));
        return new ModelOutputs(results, outputs);
    }

    /// <inheritdoc cref="Run(ReadOnlySpan{Tensor}, CancellationToken)"/>
    public ModelOutputs Run(Tensor tensor, CancellationToken cancellation = default) => Run([tensor], cancellation);

    /// <summary>
    /// Runs once on zeros, so that the first person does not pay for allocations and lazily packed weights. Dynamic dimensions become 1 for the
    /// batch and 64 elsewhere.
    /// </summary>
    internal void WarmUp(CancellationToken cancellation)
    {
        var zeros = new Tensor[inputs.Length];
        try
        {
            for (var i = 0; i < zeros.Length; i++)
            {
                zeros[i] = Tensor.Rent([.. InputShape(i).Select((size, axis) => size > 0 ? size : axis == 0 ? 1L : 64)]);
                zeros[i].Span.Clear();
            }

            Run(zeros, cancellation).Dispose();
        }
        finally
        {
            foreach (var tensor in zeros)
            {
                tensor?.Dispose();
            }
        }
    }

    public void Dispose() => session.Dispose();

    private IDisposableReadOnlyCollection<OrtValue> RunCancellable(OrtValue[] values, CancellationToken cancellation)
    {
        using var options = new RunOptions();
        using var registration = cancellation.Register(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            return session.Run(options, inputs, values, outputs);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}

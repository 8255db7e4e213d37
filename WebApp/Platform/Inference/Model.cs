using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Inference;

/// <summary>One network with its one session, which all callers share: ONNX Runtime allows concurrent runs.</summary>
public sealed class Model : INetwork
{
    private static readonly RunOptions Uncancellable = new();

    private readonly InferenceSession session;
    private readonly InferenceMetrics metrics;
    private readonly string[] inputs;
    private readonly string[] outputs;

    internal Model(ModelSource source, SessionOptions options, InferenceMetrics metrics)
        : this(source.Name, source.Version, new InferenceSession(source.Load(), options), metrics)
    {
    }

    /// <summary>Loads a file where it lies, with the files that hold its weights beside it: neither is read into managed memory.</summary>
    internal Model(string name, string version, string path, SessionOptions options, InferenceMetrics metrics)
        : this(name, version, new InferenceSession(path, options), metrics)
    {
    }

    private Model(string name, string version, InferenceSession session, InferenceMetrics metrics)
    {
        (Name, Version, this.session, this.metrics) = (name, version, session, metrics);
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
        var values = new OrtValue[tensors.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = tensors[i].Value;
        }

        return Run(inputs, values, outputs, cancellation);
    }

    /// <inheritdoc cref="Run(ReadOnlySpan{Tensor}, CancellationToken)"/>
    public ModelOutputs Run(Tensor tensor, CancellationToken cancellation = default) => Run([tensor], cancellation);

    /// <summary>Runs the network on the calling thread for some of its outputs; the order in which the model lists its inputs does not matter.</summary>
    /// <inheritdoc cref="Run(ReadOnlySpan{Tensor}, CancellationToken)"/>
    internal ModelOutputs Run(ReadOnlySpan<(string Name, Tensor Tensor)> tensors, string[] wanted, CancellationToken cancellation)
    {
        var names = new string[tensors.Length];
        var values = new OrtValue[tensors.Length];
        for (var i = 0; i < values.Length; i++)
        {
            (names[i], values[i]) = (tensors[i].Name, tensors[i].Tensor.Value);
        }

        return Run(names, values, wanted, cancellation);
    }

    void INetwork.Run(ReadOnlySpan<(string Name, Tensor Tensor)> inputs, string output, Span<float> target, CancellationToken cancellation)
    {
        using var outputs = Run(inputs, [output], cancellation);
        outputs.Read(0, target);
    }

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

    private ModelOutputs Run(string[] given, OrtValue[] values, string[] wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var results = cancellation.CanBeCanceled ? RunCancellable(given, values, wanted, cancellation) : session.Run(Uncancellable, given, values, wanted);
        metrics.Ran(Name, Stopwatch.GetElapsedTime(started));
        return new ModelOutputs(results, wanted);
    }

    private IDisposableReadOnlyCollection<OrtValue> RunCancellable(string[] given, OrtValue[] values, string[] wanted, CancellationToken cancellation)
    {
        using var options = new RunOptions();
        using var registration = cancellation.Register(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            return session.Run(options, given, values, wanted);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}

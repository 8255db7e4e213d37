using Iris.Platform.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Inference;

/// <summary>What the networks of this process run on: decided once, at start, by <see cref="InferenceOptions.Device"/> and by what can be loaded.</summary>
/// <param name="Name">For people: <c>CPU</c> or <c>GPU (CUDA)</c>.</param>
/// <param name="Problem">Why a build for GPUs fell back to the CPU; null when nothing is wrong.</param>
public sealed record Processor(string Name, string? Problem = null)
{
    internal const string CudaProvider = "CUDAExecutionProvider";

    private const string Gpu = "GPU (CUDA)";

    /// <summary>The processor that every build has.</summary>
    public static Processor Cpu { get; } = new("CPU");

    public bool IsGpu => Name == Gpu;

    /// <summary>Decides by a wish.</summary>
    /// <param name="wanted"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="providers">What this build of the runtime has.</param>
    /// <param name="tryCuda">Runs something on the GPU; throws when that does not work.</param>
    /// <exception cref="StartupException">It has to be <c>cuda</c>, which does not work: a node that is many times slower than its operator believes would be worse.</exception>
    internal static Processor Choose(string wanted, IEnumerable<string> providers, Action tryCuda)
    {
        if (wanted == InferenceOptions.CpuDevice) return Cpu;
        var must = wanted == InferenceOptions.CudaDevice;
        if (!providers.Contains(CudaProvider))
        {
            return must ? throw new StartupException("Inference:Device is 'cuda', but this is the build for CPUs. Build with -p:Gpu=true, or set it to 'auto'.") : Cpu;
        }

        try
        {
            tryCuda();
            return new Processor(Gpu);
        }
        catch (OnnxRuntimeException failure)
        {
            var problem = failure.Message.ReplaceLineEndings(" ").Trim();
            return must ? throw new StartupException($"Inference:Device is 'cuda', which can't be used here: {problem}", failure) : Cpu with { Problem = problem };
        }
    }

    /// <summary>Decides by what this machine has.</summary>
    /// <inheritdoc cref="Choose(string, IEnumerable{string}, Action)"/>
    public static Processor Choose(string wanted)
    {
        // The runtime writes a line of its own about what it can't load. Whoever insists on CUDA needs it, for it names the library.
        var runtime = OrtEnv.Instance();
        var level = runtime.EnvLogLevel;
        if (wanted == InferenceOptions.AutoDevice) runtime.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        try
        {
            return Choose(wanted, runtime.GetAvailableProviders(), TryCuda);
        }
        finally
        {
            runtime.EnvLogLevel = level;
        }
    }

    /// <summary>New options for sessions; the caller owns them.</summary>
    /// <param name="threads">Cores that one run may use, from 1.</param>
    public SessionOptions Session(int threads)
    {
        // Without spinning, which takes the cores from other requests (bench: faces, painter).
        var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (IsGpu) options.AppendExecutionProvider_CUDA();
        return options;
    }

    /// <summary>The library may be there and its driver not, or the other way round: only a run shows it.</summary>
    private static void TryCuda()
    {
        var graph = new OnnxGraph("probe");
        graph.Input("x", 1, 1);
        graph.Output("y", 1, 1);
        graph.Node("MatMul", ["x", "x"], ["y"]);
        using var options = new Processor(Gpu).Session(threads: 1);
        using var session = new InferenceSession(graph.ToModel(), options);
        using var x = Tensor.Rent(1, 1);
        x.Span.Clear();
        using var run = new RunOptions();
        using var y = session.Run(run, ["x"], [x.Value], ["y"]);
    }
}

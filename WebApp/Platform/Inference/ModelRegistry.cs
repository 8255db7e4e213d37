using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Inference;

/// <summary>Where a network comes from. Features register theirs as singletons; <see cref="ModelRegistry"/> loads each once, when it is first needed.</summary>
/// <param name="Name">Unique, such as <c>facemesh</c>; used in metrics.</param>
/// <param name="Version">Of the weights, such as <c>human-3.3.6</c>; stored with every reading.</param>
/// <param name="Load">Reads or assembles the ONNX model; called at most once per process, and again only after it failed.</param>
public sealed record ModelSource(string Name, string Version, Func<byte[]> Load);

/// <summary>All networks of the process, by name. Each is loaded when it is first asked for and lives until the process ends.</summary>
public sealed class ModelRegistry : IDisposable
{
    private readonly Dictionary<string, ModelSource> sources;
    private readonly ConcurrentDictionary<string, Lazy<Model>> models = new();
    private readonly InferenceMetrics metrics;
    private readonly SessionOptions options;

    /// <param name="sources">By unique names.</param>
    /// <param name="options">For all sessions; disposed of with the registry.</param>
    /// <param name="metrics">Hears of every run.</param>
    public ModelRegistry(IEnumerable<ModelSource> sources, SessionOptions options, InferenceMetrics metrics)
    {
        this.sources = sources.ToDictionary(source => source.Name);
        (this.options, this.metrics) = (options, metrics);
    }

    /// <summary>Networks without a host around them, for tests and benchmarks, with the defaults of the program.</summary>
    public static ModelRegistry WithoutHost(IEnumerable<ModelSource> sources) =>
        new(sources, Processor.Cpu.Session(new InferenceOptions().IntraOpThreads), new InferenceMetrics(new BareMeters()));

    /// <summary>Names of all networks that can be asked for.</summary>
    public IReadOnlyCollection<string> Names => sources.Keys;

    /// <summary>The network with this name, loaded at the first call; concurrent first calls wait for one load.</summary>
    /// <exception cref="KeyNotFoundException">No feature registered a network of this name.</exception>
    public Model Get(string name)
    {
        if (!sources.TryGetValue(name, out var source))
        {
            throw new KeyNotFoundException($"There is no network '{name}'. Registered: {string.Join(", ", sources.Keys)}.");
        }

        var lazy = models.GetOrAdd(name, _ => new Lazy<Model>(() => new Model(source, options, metrics)));
        try
        {
            return lazy.Value;
        }
        catch
        {
            // A Lazy keeps its failure for ever; the next caller should try again.
            models.TryRemove(KeyValuePair.Create(name, lazy));
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var model in models.Values.Where(model => model.IsValueCreated))
        {
            model.Value.Dispose();
        }

        options.Dispose();
    }

    /// <summary>Meters that nobody collects, but a listener may.</summary>
    private sealed class BareMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
            // Meters hold nothing that has to be given back.
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Inference;

/// <summary>All networks of the process, by name. Each is loaded when it is first asked for and lives until the process ends.</summary>
public sealed class ModelRegistry : IDisposable
{
    private readonly Dictionary<string, ModelSource> sources;
    private readonly ConcurrentDictionary<string, Lazy<Model>> models = new();
    private readonly InferenceMetrics metrics;
    private readonly SessionOptions options;

    public ModelRegistry(IEnumerable<ModelSource> sources, IOptions<InferenceOptions> options, InferenceMetrics metrics)
    {
        this.sources = sources.ToDictionary(source => source.Name);
        this.metrics = metrics;
        // One thread a run, without spinning, measured best: requests run beside each other rather than inside each other (bench: Faces).
        this.options = new SessionOptions { IntraOpNumThreads = options.Value.IntraOpThreads, InterOpNumThreads = 1 };
        this.options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
    }

    /// <summary>Networks without a host around them, for tests and benchmarks, with the defaults of the program.</summary>
    public static ModelRegistry WithoutHost(IEnumerable<ModelSource> sources) => new(sources, Options.Create(new InferenceOptions()), new InferenceMetrics(new BareMeters()));

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

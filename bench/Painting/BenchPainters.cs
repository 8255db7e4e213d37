using Iris.Platform.Diffusion;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Bench.Painting;

/// <summary>Painters with all cores, outside the program.</summary>
internal sealed class BenchPainters : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    /// <param name="embedded">Folder of the embedded painter.</param>
    /// <param name="home">Holds a folder per further painter; null: there are none.</param>
    /// <param name="servers">Where networks of painters in <paramref name="home"/> run; null: only here.</param>
    public BenchPainters(string embedded, string? home = null, ModelServers? servers = null) => All = new Painters(
        embedded, home ?? Path.Combine(embedded, "none"), Processor.Cpu.Session(Environment.ProcessorCount), servers ?? ModelServers.None, ActivatorUtilities.CreateInstance<InferenceMetrics>(services), NullLogger<Painters>.Instance);

    /// <summary>The folder of the painter that comes with the program.</summary>
    public static string Embedded => Path.Combine(AppContext.BaseDirectory, "models", "painter");

    public Painters All { get; }

    public void Dispose()
    {
        All.Dispose();
        services.Dispose();
    }
}

using Iris.Instruments.Cells.Detection;
using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>The trained networks, loaded once for a class of tests.</summary>
public sealed class CellNetworks : IDisposable
{
    private readonly ModelRegistry registry = new(
        CellModels.Sources,
        Options.Create(new InferenceOptions()),
        ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider()));

    internal CellDetector Detector => new(registry);

    public void Dispose() => registry.Dispose();
}

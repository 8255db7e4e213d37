using Iris.Instruments.Cells.Detection;
using Iris.Platform.Inference;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>The trained networks, loaded once for a class of tests.</summary>
public sealed class CellNetworks : IDisposable
{
    private readonly ModelRegistry registry = ModelRegistry.WithoutHost(CellModels.Sources);

    internal CellDetector Detector => new(registry);

    public void Dispose() => registry.Dispose();
}

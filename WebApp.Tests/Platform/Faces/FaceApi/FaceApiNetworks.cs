using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Inference;

namespace Iris.Tests.Platform.Faces.FaceApi;

/// <summary>The real networks, loaded once for all tests that need them.</summary>
public sealed class FaceApiNetworks : IDisposable
{
    public ModelRegistry Models { get; } = ModelRegistry.WithoutHost(FaceApiModels.All);

    public void Dispose() => Models.Dispose();
}

using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Platform.Faces.FaceApi;

/// <summary>The real networks, loaded once for all tests that need them.</summary>
public sealed class FaceApiNetworks : IDisposable
{
    private readonly ServiceProvider services;

    public FaceApiNetworks()
    {
        services = new ServiceCollection().AddMetrics().AddSingleton<InferenceMetrics>().BuildServiceProvider();
        Models = new ModelRegistry(FaceApiModels.All, Options.Create(new InferenceOptions()), services.GetRequiredService<InferenceMetrics>());
    }

    public ModelRegistry Models { get; }

    public void Dispose()
    {
        Models.Dispose();
        services.Dispose();
    }
}

using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Inference;

internal static class InferenceModule
{
    public static void AddInference(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<InferenceOptions>().BindConfiguration("Inference").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<InferenceMetrics>();
        builder.Services.AddSingleton<InferenceGate>();
        builder.Services.AddSingleton<ModelRegistry>();
        builder.Services.AddSingleton(services => new ModelServers(services.GetRequiredService<IOptions<InferenceOptions>>()));
        builder.Services.AddHostedService<ModelWarmUp>();
    }
}

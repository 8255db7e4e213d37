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
        builder.Services.AddSingleton(ChooseProcessor);
        builder.Services.AddSingleton(services => new ModelRegistry(
            services.GetServices<ModelSource>(),
            services.GetRequiredService<Processor>().Session(services.GetRequiredService<IOptions<InferenceOptions>>().Value.IntraOpThreads),
            services.GetRequiredService<InferenceMetrics>()));
        builder.Services.AddSingleton(services => new ModelServers(services.GetRequiredService<IOptions<InferenceOptions>>()));
        builder.Services.AddHostedService<ModelWarmUp>();
    }

    private static Processor ChooseProcessor(IServiceProvider services)
    {
        var processor = Processor.Choose(services.GetRequiredService<IOptions<InferenceOptions>>().Value.Device);
        var log = services.GetRequiredService<ILogger<Processor>>();
        if (processor.Problem is { } problem) log.LogWarning("Networks run on the {Processor}, since CUDA can't be used: {Problem}", processor.Name, problem);
        else log.LogInformation("Networks run on the {Processor}", processor.Name);
        return processor;
    }
}

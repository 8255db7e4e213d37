using Iris.Platform.Data;
using Iris.Platform.Inference;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Diffusion;

internal static class DiffusionModule
{
    public static void AddDiffusion(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PainterOptions>().BindConfiguration("Painter").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(Open);
        builder.Services.AddHostedService<PaintersAtStart>();
    }

    private static Painters Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<PainterOptions>>().Value;
        var home = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        return new Painters(
            options.EmbeddedFolder is { } embedded ? Path.GetFullPath(embedded, home) : Path.Combine(AppContext.BaseDirectory, "models", "painter"),
            options.Folder is { } folder ? Path.GetFullPath(folder, home) : Path.Combine(services.GetRequiredService<DataFolder>().Path, "painters"),
            options.Threads,
            services.GetRequiredService<InferenceMetrics>(),
            services.GetRequiredService<ILogger<Painters>>());
    }

    /// <summary>Looks at the folders when the program starts, so that the log says then what is wrong with them.</summary>
    private sealed class PaintersAtStart(IServiceProvider services) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(services.GetRequiredService<Painters>, stoppingToken);
    }
}

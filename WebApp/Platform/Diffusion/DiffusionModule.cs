using Iris.Platform.Data;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Diffusion;

internal static class DiffusionModule
{
    public static void AddDiffusion(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PainterOptions>().BindConfiguration("Painter").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Open);
        builder.Services.AddHostedService<PainterWatch>();
    }

    private static Painters Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<PainterOptions>>().Value;
        var home = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        return new Painters(
            options.EmbeddedFolder is { } embedded ? Path.GetFullPath(embedded, home) : Path.Combine(AppContext.BaseDirectory, "models", "painter"),
            options.Folder is { } folder ? Path.GetFullPath(folder, home) : Path.Combine(services.GetRequiredService<DataFolder>().Path, "painters"),
            services.GetRequiredService<Processor>().Session(options.Threads),
            services.GetRequiredService<ModelServers>(),
            services.GetRequiredService<InferenceMetrics>(),
            services.GetRequiredService<ILogger<Painters>>());
    }

    /// <summary>
    /// Looks at the folders when the program starts, so that the log says then what is wrong with them, and asks the servers of painters now and then: one that comes
    /// back is used again without anybody's doing, and one that goes away is replaced before a picture fails.
    /// </summary>
    private sealed class PainterWatch(IServiceProvider services, TimeProvider clock) : BackgroundService
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var painters = await Task.Run(services.GetRequiredService<Painters>, stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Task.Run(() => painters.AskServers(stoppingToken), stoppingToken);
        }
    }
}

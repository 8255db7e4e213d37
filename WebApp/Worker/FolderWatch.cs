using Iris.Platform.Diffusion;

namespace Iris.Worker;

/// <summary>Looks at the folders now and then, since a worker has no page on which somebody could ask for it, and tells the log what is served.</summary>
internal sealed class FolderWatch(Painters painters, ServedNetworks networks, TimeProvider clock, ILogger<FolderWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = "";
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            var names = string.Join(", ", networks.All().Select(network => network.Name));
            if (names != told) log.LogInformation("Serving {Networks}", names);
            told = names;
            await timer.WaitForNextTickAsync(stoppingToken);
            await Task.Run(painters.Refresh, stoppingToken);
        }
        while (!stoppingToken.IsCancellationRequested);
    }
}

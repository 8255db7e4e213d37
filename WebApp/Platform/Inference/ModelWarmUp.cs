namespace Iris.Platform.Inference;

/// <summary>Loads and runs every network once in the background after start, so that the first upload is as fast as the second.</summary>
internal sealed class ModelWarmUp(ModelRegistry registry, IHostApplicationLifetime lifetime, ILogger<ModelWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until somebody can be answered, the processors have more urgent work.
        await lifetime.UntilStartedAsync(stoppingToken);
        WarmUp(stoppingToken);
    }

    private void WarmUp(CancellationToken stopping)
    {
        foreach (var name in registry.Names)
        {
            try
            {
                registry.Get(name).WarmUp(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                // The site is useful without this one network; whoever needs it gets the same error as an answer.
                log.LogError(exception, "The network {Model} can't be loaded.", name);
            }
        }

        // The assembled models, over a hundred megabytes, are garbage now, and the collector alone would keep their place for a long time.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}

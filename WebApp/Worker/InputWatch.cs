using Microsoft.Extensions.Options;

namespace Iris.Worker;

/// <summary>Stops the worker when its standard input ends, where <see cref="WorkerOptions.EndsWithInput"/> says so: a process can't outlive the one that holds the other end.</summary>
internal sealed class InputWatch(IOptions<WorkerOptions> options, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.EndsWithInput) return;
        var input = Console.OpenStandardInput();
        var any = new byte[256];
        // Reading a pipe can't be cancelled everywhere; what still waits when the worker stops for another reason ends with the process.
        while (await input.ReadAsync(any, CancellationToken.None).AsTask().WaitAsync(stoppingToken) > 0)
        {
            // Nothing is to be said on it.
        }

        lifetime.StopApplication();
    }
}

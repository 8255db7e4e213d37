using System.Net;
using Iris.Platform.Compute;
using Iris.Platform.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Tests.Platform.Compute;

/// <summary>The worker on this machine: the real program as a process.</summary>
public sealed class LocalWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("iris-local-").FullName;
    private readonly LocalWorkerAddress address = new();
    private readonly LocalWorker worker;

    public LocalWorkerTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", folder), new("Logging:LogLevel:Default", "Warning")]).Build();
        worker = new LocalWorker(address, new DataFolder(configuration, new HostingEnvironment { ContentRootPath = folder }), configuration, TimeProvider.System, NullLogger<LocalWorker>.Instance);
    }

    [Fact]
    public async Task It_starts_serves_networks_to_whoever_has_its_token_and_stops()
    {
        Assert.Equal(MachineState.Stopped, (await LookAsync()).State);

        await worker.StartAsync(LocalWorker.ServerName, default);
        await worker.StartAsync(LocalWorker.ServerName, default);
        Assert.Equal(MachineState.Pending, (await LookAsync()).State);
        var running = await UntilAsync(MachineState.Running);
        Assert.Null(running.Problem);
        using (var client = new HttpClient { BaseAddress = address.Url })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("v2/models/crayon-unet")).StatusCode);
            client.DefaultRequestHeaders.Authorization = new("Bearer", address.Token);
            Assert.Contains("crayon-unet", await client.GetStringAsync("v2/models/crayon-unet"), StringComparison.Ordinal);
        }

        await worker.StopAsync(LocalWorker.ServerName, default);
        var stopped = await UntilAsync(MachineState.Stopped);
        Assert.Null(stopped.Problem);
        Assert.NotNull(stopped.Since);
    }

    public void Dispose()
    {
        worker.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<MachineSight> LookAsync() => (await worker.LookAsync(default))[LocalWorker.ServerName];

    private async Task<MachineSight> UntilAsync(MachineState state)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            var sight = await LookAsync();
            Assert.False(sight.State == MachineState.Stopped && state != MachineState.Stopped, $"The worker ended: {sight.Problem?.Message}");
            if (sight.State == state) return sight;
        }

        throw new InvalidOperationException();
    }
}

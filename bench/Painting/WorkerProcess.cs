using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Iris.Platform.Inference.Remote;

namespace Iris.Bench.Painting;

/// <summary>The real program in the role <c>worker</c>, in a process of its own, with one painter.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Uri url;

    private WorkerProcess(Process process, Uri url) => (this.process, this.url) = (process, url);

    /// <summary>Resident memory in MB.</summary>
    public double MemoryMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <param name="painter">The folder of weights that it serves as its embedded painter.</param>
    public static async Task<WorkerProcess> StartAsync(string painter)
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
        port.Stop();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Iris.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = url.AbsoluteUri,
                ["Role"] = "worker",
                ["Painter__EmbeddedFolder"] = painter,
                ["Painter__Folder"] = Path.Combine(painter, "none"),
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var worker = new WorkerProcess(Process.Start(start)!, url);
        using var client = new HttpClient { BaseAddress = url };
        for (var attempt = 0; attempt < 300 && !worker.process.HasExited; attempt++)
        {
            try
            {
                if ((await client.GetAsync("/v2/health/ready")).IsSuccessStatusCode) return worker;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The worker did not become ready.");
    }

    /// <summary>The worker under the name <c>worker</c>, over a handler that may look at what goes by.</summary>
    public ModelServers AsServers(HttpMessageHandler handler) => new(new Dictionary<string, ModelServerOptions> { ["worker"] = new() { Url = url } }, handler);

    public async ValueTask DisposeAsync()
    {
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"])) await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

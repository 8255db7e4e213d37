using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Iris.Platform.Data;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Compute;

/// <summary>Where the worker on this machine listens, and what it asks for; the same for the program's whole life, so that painters can name it before it was started.</summary>
internal sealed class LocalWorkerAddress
{
    /// <summary>A worker loads networks when they are first asked for.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    public Uri Url { get; } = FreePort();

    public string Token { get; } = RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <summary>As an entry of <c>Inference:Servers</c>.</summary>
    public ModelServerOptions AsServer() => new() { Url = Url, Token = Token, Timeout = LongestRun };

    private static Uri FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}

/// <summary>
/// The same program in the role <c>worker</c>, as a process of this one. It ends when its input does: when it is to stop, and when this process is gone, however that ended.
/// </summary>
internal sealed class LocalWorker(LocalWorkerAddress address, DataFolder data, IConfiguration configuration, TimeProvider clock, ILogger<LocalWorker> log) : IMachineHost, IDisposable
{
    /// <summary>In the configuration, and as an entry of <c>Inference:Servers</c>.</summary>
    public const string ServerName = "local";

    /// <summary>What the worker has to know as this program does.</summary>
    private static readonly string[] Shared = ["Painter", "Inference:Device", "Logging"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), LongestStop = TimeSpan.FromSeconds(20);

    private readonly Lock changing = new();
    private readonly HttpClient client = new() { BaseAddress = address.Url, Timeout = Patience, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", address.Token) } };
    private Process? process;
    private DateTimeOffset? since;
    private DateTimeOffset? stopping;
    private bool ready;
    private int? failed;

    public string Kind => "local";

    public async Task<IReadOnlyDictionary<string, MachineSight>> LookAsync(CancellationToken cancellation)
    {
        if (IsStarting()) await AskAsync(cancellation);
        return new Dictionary<string, MachineSight> { [ServerName] = Look() };
    }

    public Task StartAsync(string name, CancellationToken cancellation)
    {
        lock (changing)
        {
            if (IsAlive())
            {
                if (stopping is not null) throw new ComputeException(ComputeProblem.WrongState, nameof(MachineState.Stopping));
                return Task.CompletedTask;
            }

            process?.Dispose();
            process = Process.Start(Command())!;
            (since, stopping, ready, failed) = (clock.GetUtcNow(), null, false, null);
            log.LogInformation("The worker on this machine starts as process {Process}", process.Id);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(string name, CancellationToken cancellation)
    {
        lock (changing)
        {
            if (!IsAlive() || stopping is not null) return Task.CompletedTask;
            stopping = clock.GetUtcNow();
            process!.StandardInput.Close();
        }

        return Task.CompletedTask;
    }

    public Task CheckAsync(string name, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
        lock (changing)
        {
            if (IsAlive()) process!.StandardInput.Close();
            process?.Dispose();
            process = null;
        }

        client.Dispose();
    }

    private bool IsStarting()
    {
        lock (changing) return IsAlive() && stopping is null && !ready;
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync("v2/health/ready", cancellation);
            ready = answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            ready = false;
        }
    }

    private MachineSight Look()
    {
        lock (changing)
        {
            if (IsAlive())
            {
                if (stopping is not { } asked) return new(ready ? MachineState.Running : MachineState.Pending, since, null);
                if (clock.GetUtcNow() - asked > LongestStop) process!.Kill(entireProcessTree: true);
                return new(MachineState.Stopping, asked, null);
            }

            if (process is not null)
            {
                // Seen for the first time: it has ended.
                failed = stopping is null ? process.ExitCode : null;
                if (failed is not null) log.LogWarning("The worker on this machine ended by itself, with code {Code}", failed);
                process.Dispose();
                (process, since, stopping) = (null, clock.GetUtcNow(), null);
            }

            return new(MachineState.Stopped, since, null, failed is { } code ? new ComputeException(ComputeProblem.Ended, $"{code}") : null);
        }
    }

    private bool IsAlive() => process is { HasExited: false };

    private ProcessStartInfo Command()
    {
        // Built as one file, the program is its own assembly.
        var assembly = typeof(LocalWorker).Assembly.Location;
        var start = assembly.Length > 0 ? new ProcessStartInfo("dotnet", [assembly]) : new ProcessStartInfo(Environment.ProcessPath!);
        (start.WorkingDirectory, start.RedirectStandardInput) = (AppContext.BaseDirectory, true);
        var settings = start.Environment;
        foreach (var (key, value) in Shared.SelectMany(section => configuration.GetSection(section).AsEnumerable()).Where(setting => setting.Value is not null))
        {
            settings[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        settings["ASPNETCORE_URLS"] = address.Url.AbsoluteUri;
        settings["Role"] = "worker";
        settings["Worker__Token"] = address.Token;
        settings["Worker__EndsWithInput"] = "true";
        settings["Data__Folder"] = data.Path;
        return start;
    }
}

using System.Diagnostics;
using StackExchange.Redis;

namespace Iris.Tests.Platform.Events;

/// <summary>A fact that needs Debian's redis-server.</summary>
public sealed class RedisFactAttribute() : FactWhenAttribute(File.Exists(RedisServer.Program), $"Needs Redis (Debian: redis-server) at {RedisServer.Program}.");

/// <summary>A server of a test's own on a socket in a temporary folder, without a port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    public const string Program = "/usr/bin/redis-server";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("iris-redis-");
    private Process? process;

    /// <summary>What <c>Redis:Connection</c> is set to; the server need not run yet.</summary>
    public string Connection => $"!{Socket}";

    private string Socket => Path.Combine(folder.FullName, "s.sock");

    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo(Program, ["--port", "0", "--unixsocket", Socket, "--save", "", "--appendonly", "no", "--dir", folder.FullName]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        for (var tries = 0; !await AnswersAsync(); tries++) Assert.True(tries < 20 && !process.HasExited, "redis-server does not answer.");
    }

    public async Task StopAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(Connection);
            return true;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    }
}

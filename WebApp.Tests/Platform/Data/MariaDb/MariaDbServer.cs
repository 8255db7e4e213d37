using System.Diagnostics;
using MySqlConnector;

namespace Iris.Tests.Platform.Data.MariaDb;

/// <summary>A server of the tests' own: Debian's MariaDB on a socket in a temporary folder, without a port, gone with the tests.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const string Server = "/usr/sbin/mariadbd", Installer = "/usr/bin/mariadb-install-db";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("iris-mariadb-");
    private Process? process;

    private MariaDbServer()
    {
    }

    /// <summary>Why there can be no server on this machine; null when there can.</summary>
    public static string? Missing { get; } = File.Exists(Server) && File.Exists(Installer) ? null : $"Needs MariaDB (Debian: mariadb-server) at {Server}.";

    private string Socket => Path.Combine(folder.FullName, "s.sock");

    public static async Task<MariaDbServer> StartAsync()
    {
        if (Missing is not null) throw new InvalidOperationException(Missing);
        var server = new MariaDbServer();
        var data = Path.Combine(server.folder.FullName, "data");
        using (var installer = Run(Installer, "--no-defaults", $"--user={Environment.UserName}", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"))
        {
            await installer.WaitForExitAsync();
            if (installer.ExitCode != 0) throw new InvalidOperationException($"{Installer} failed: {await installer.StandardError.ReadToEndAsync()}");
        }

        // What the tests write need not survive a power cut.
        server.process = Run(
            Server, "--no-defaults", $"--user={Environment.UserName}", $"--datadir={data}", $"--socket={server.Socket}", "--skip-networking", "--skip-log-bin",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M", $"--log-error={server.folder.FullName}/error.log");
        while (!await server.AnswersAsync())
        {
            if (server.process.HasExited) throw new InvalidOperationException($"{Server} ended: {await File.ReadAllTextAsync(Path.Combine(server.folder.FullName, "error.log"))}");
            await Task.Delay(50);
        }

        return server;
    }

    /// <summary>How to reach a database on it, which need not exist yet.</summary>
    public string ConnectionString(string database) =>
        new MySqlConnectionStringBuilder { Server = Socket, ConnectionProtocol = MySqlConnectionProtocol.UnixSocket, UserID = "root", Database = database }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new MySqlConnection(ConnectionString(""));
            await connection.OpenAsync();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}

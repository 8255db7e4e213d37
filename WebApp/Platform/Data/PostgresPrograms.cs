using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Iris.Platform.Data;

/// <summary>
/// Runs the programs of the embedded PostgreSQL. PostgreSQL refuses to run as root, so a root process runs them as <c>nobody</c>, through <c>setpriv</c>.
/// </summary>
internal sealed partial class PostgresPrograms
{
    private readonly string binaries;
    private readonly IReadOnlyList<string> launcher;
    private readonly ServerUser? serverUser;

    private PostgresPrograms(string folder, ServerUser? user, IReadOnlyList<string> prefix) => (binaries, serverUser, launcher) = (folder, user, prefix);

    /// <summary>Finds the programs and the way to run them on the data in <paramref name="data"/>, which is made when it is missing.</summary>
    /// <exception cref="StartupException">There is none on this machine.</exception>
    public static async Task<PostgresPrograms> ForAsync(string data, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(NodePackages.Find($"@embedded-postgres/{Platform}"), "native", "bin");
        var parent = Path.GetDirectoryName(data)!;
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            var own = new PostgresPrograms(folder, user: null, prefix: []);
            own.MakeFolder(data, empty: false);
            return own;
        }

        var user = ServerUser.Find();
        string[] setpriv = ["setpriv", $"--reuid={user.Id}", $"--regid={user.Group}", "--clear-groups"];
        // Lets nobody read through closed folders such as /root. Without no_setuid_fixup, access(2) would still answer as if it could not.
        string[] reading = [.. setpriv, "--securebits=+no_setuid_fixup", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
        foreach (var prefix in new[] { setpriv, reading })
        {
            var programs = new PostgresPrograms(folder, user, prefix);
            programs.MakeFolder(data, empty: false);
            if (await programs.ReachesAsync(data, cancellationToken)) return programs;
        }

        throw new StartupException(
            $"PostgreSQL does not run as root, and the user 'nobody' can't reach '{folder}' or '{parent}' on this machine. " +
            "Run Iris as an ordinary user, or move the program and its Data:Folder out of folders that are closed to others.");
    }

    /// <summary>Runs a program to its end. It gets no environment of ours: that holds passwords, and <c>/proc</c> shows it to the server's user.</summary>
    public Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        ExecuteAsync([.. launcher, Path.Combine(binaries, OperatingSystem.IsWindows() ? program + ".exe" : program), .. arguments], cancellationToken);

    /// <summary>Makes a folder that belongs to the server's user and is closed to others.</summary>
    /// <param name="path">A folder of ours; one that belongs to somebody else is refused.</param>
    /// <param name="empty">Whether to clear what is in it.</param>
    public void MakeFolder(string path, bool empty)
    {
        if (empty && Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        if (OperatingSystem.IsWindows()) return;
        try
        {
            if (new DirectoryInfo(path).LinkTarget is not null) throw new StartupException($"'{path}' is a link; a folder is needed there.");
            File.SetUnixFileMode(path, DataFolder.OwnerOnly); // only its owner may: this is the check, too
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StartupException($"The folder '{path}' belongs to another user.", failure);
        }

        Own(path);
    }

    /// <summary>Writes a file that the server can read.</summary>
    public void WriteFile(string path, string content)
    {
        File.WriteAllText(path, content);
        Own(path);
    }

    private void Own(string path)
    {
        if (serverUser is null) return;
        if (ChangeOwner(path, serverUser.Id, serverUser.Group) != 0)
        {
            throw new StartupException($"'{path}' can't be given to the user 'nobody', which PostgreSQL runs as: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Asks the kernel, as the server's user, instead of interpreting modes, access lists and mount options.</summary>
    private async Task<bool> ReachesAsync(string data, CancellationToken cancellationToken)
    {
        string[] question = ["sh", "-c", """test -x "$1" && test -r "$2" && test -x "$2" """, "sh", Path.Combine(binaries, "postgres"), data];
        return (await ExecuteAsync([.. launcher, .. question], cancellationToken)).ExitCode == 0;
    }

    private static async Task<ProgramResult> ExecuteAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/", // ours may be closed to the server's user
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (path, systemRoot) = (Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("SystemRoot"));
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C";
        if (systemRoot is not null) start.Environment["SystemRoot"] = systemRoot;

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramResult(process.ExitCode, string.Concat(texts).Trim());
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new StartupException($"'{command[0]}', which the embedded database needs, can't be run: {failure.Message}.", failure);
        }
    }

    private static string Platform => (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>The unprivileged user whom a root process lends the server to.</summary>
    private sealed record ServerUser(uint Id, uint Group)
    {
        /// <summary><c>nobody</c> as the machine's user list has it.</summary>
        public static ServerUser Find()
        {
            const string UserList = "/etc/passwd";
            var fields = File.Exists(UserList)
                ? File.ReadLines(UserList).Select(line => line.Split(':')).FirstOrDefault(fields => fields is ["nobody", _, _, _, ..])
                : null;
            return fields is null
                ? throw new StartupException("PostgreSQL does not run as root, and this machine has no user 'nobody'. Run Iris as an ordinary user.")
                : new ServerUser(uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>How a program ended and what it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output);

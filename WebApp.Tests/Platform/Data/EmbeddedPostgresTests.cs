using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;

namespace Iris.Tests.Platform.Data;

/// <summary>Starts, ends and kills the real program.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string dataFolder = Directory.CreateTempSubdirectory("iris-process-").FullName;
    private readonly List<IrisProcess> started = [];

    [Fact]
    public async Task Interrupted_it_stops_its_database_and_starts_again()
    {
        var first = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await first.SignInAsync());
        Assert.Equal(0, await first.InterruptAsync());
        Assert.False(File.Exists(PidFile));

        var second = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await second.SignInAsync());
    }

    [Fact]
    public async Task The_database_is_out_of_reach_of_the_terminal_and_of_the_network()
    {
        await StartAsync();
        var server = Process.GetProcessById(DatabasePid());
        Assert.Equal(server.Id, Session(server.Id)); // the leader of a session that has no terminal
        Assert.Contains("listen_addresses = ''", await File.ReadAllTextAsync(Path.Combine(dataFolder, "postgres", "postgresql.conf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_instance_says_that_the_folder_is_in_use_and_ends()
    {
        await StartAsync();
        var second = await StartAsync();
        var (exitCode, errors) = await second.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Equal($"Another instance of Iris is already running on the data folder '{dataFolder}'. Stop it, or give this one its own with Data:Folder.", errors.Trim());
        Assert.Null(second.Client);
    }

    [Fact]
    public async Task Killed_it_comes_back_with_its_data()
    {
        var first = await StartAsync();
        await first.KillAsync();
        var orphan = DatabasePid();

        var second = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await second.SignInAsync());
        Assert.NotEqual(orphan, DatabasePid());
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_is_made_again()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(dataFolder, "postgres.new")).FullName, "PG_VERSION"), "18");
        var iris = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await iris.SignInAsync());
    }

    [Fact]
    public async Task What_is_no_database_is_left_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(dataFolder, "postgres")).FullName, "letter.txt"), "Dear Iris");
        var (exitCode, errors) = await (await StartAsync()).EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("is not a database of Iris", errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(dataFolder, "postgres", "letter.txt")));
    }

    [Fact]
    public async Task A_pid_file_that_names_somebody_else_after_a_power_cut_is_no_obstacle()
    {
        var first = await StartAsync();
        await first.InterruptAsync();
        await File.WriteAllTextAsync(PidFile, $"{Environment.ProcessId}\n{Path.Combine(dataFolder, "postgres")}\n1700000000\n5432\n{dataFolder}\n\n");

        var second = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await second.SignInAsync());
    }

    [Fact]
    public async Task A_long_path_of_the_data_folder_is_no_obstacle()
    {
        var iris = await StartAsync(Path.Combine(dataFolder, new string('x', 100)));
        Assert.Equal(HttpStatusCode.OK, await iris.SignInAsync());
    }

    [FactAsRoot]
    public async Task As_root_it_serves_out_of_a_folder_that_is_closed_to_others()
    {
        var closed = Directory.CreateDirectory(Path.Combine(dataFolder, "closed"), OwnerOnly).FullName;
        var iris = await StartAsync(Path.Combine(closed, "data"));
        Assert.Equal(HttpStatusCode.OK, await iris.SignInAsync());
    }

    [FactAsRoot]
    public async Task As_root_without_the_right_to_read_for_others_it_says_what_to_do()
    {
        var closed = Directory.CreateDirectory(Path.Combine(dataFolder, "closed"), OwnerOnly).FullName;
        var iris = await StartAsync(Path.Combine(closed, "data"), "setpriv", "--bounding-set=-dac_read_search");
        var (exitCode, errors) = await iris.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("Run Iris as an ordinary user", errors, StringComparison.Ordinal);
    }

    [FactAsRoot]
    public async Task As_an_ordinary_user_it_serves()
    {
        var open = dataFolder;
        using (var chown = Process.Start("chown", ["1000:1000", open])) await chown.WaitForExitAsync();
        var iris = await StartAsync(Path.Combine(open, "data"), "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups");
        Assert.Equal(HttpStatusCode.OK, await iris.SignInAsync());
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(open, "data")));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var iris in started)
        {
            if (iris.Client is not null && Directory.Exists($"/proc/{iris.Id}")) await iris.InterruptAsync();
            iris.Dispose();
        }

        Directory.Delete(dataFolder, recursive: true);
    }

    private string PidFile => Path.Combine(dataFolder, "postgres", "postmaster.pid");

    private int DatabasePid() => int.Parse(File.ReadLines(PidFile).First(), System.Globalization.CultureInfo.InvariantCulture);

    private static int Session(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<IrisProcess> StartAsync(string? folder = null, params string[] runAs)
    {
        var iris = await IrisProcess.StartAsync(folder ?? dataFolder, runAs);
        started.Add(iris);
        return iris;
    }
}

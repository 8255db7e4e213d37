using System.Diagnostics;
using System.Net.Http.Json;

namespace Iris.Tests;

/// <summary>The program in a process of its own, for tests of how it starts, dies and comes back.</summary>
internal sealed class IrisProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private IrisProcess(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync());

    public int Id => process.Id;

    /// <summary>Everything written to the console until it was ready, or until it ended.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Where it listens; null when it ended instead.</summary>
    public HttpClient? Client { get; private set; }

    /// <summary>Starts the program on a data folder and waits until it serves, or has ended.</summary>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="settings">Further environment variables.</param>
    public static async Task<IrisProcess> StartAsync(string dataFolder, Dictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", Path.Combine(AppContext.BaseDirectory, "Iris.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Data__Folder"] = dataFolder,
                ["Admin__Email"] = IrisApplication.AdminEmail,
                ["Admin__Password"] = IrisApplication.Password,
            },
        };
        foreach (var (key, value) in settings ?? []) start.Environment[key] = value;
        var iris = new IrisProcess(Process.Start(start)!);
        while (iris.Client is null && await iris.process.StandardOutput.ReadLineAsync() is { } line)
        {
            iris.Lines.Add(line);
            const string Listening = "Now listening on: ";
            if (line.Contains(Listening, StringComparison.Ordinal)) iris.Client = new HttpClient { BaseAddress = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]) };
        }

        return iris;
    }

    /// <summary>The status of the first admin's sign-in: 200 when the program and its database work.</summary>
    public async Task<System.Net.HttpStatusCode> SignInAsync()
    {
        using var answer = await Client!.PostAsJsonAsync("/api/v1/accounts/login", new { email = IrisApplication.AdminEmail, password = IrisApplication.Password });
        return answer.StatusCode;
    }

    /// <summary>Like <c>kill -9</c>: nothing of the program runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Like Ctrl+C in a terminal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", $"{Id}"])) await kill.WaitForExitAsync();
        return (await EndAsync()).ExitCode;
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await errors);
    }

    public void Dispose()
    {
        Client?.Dispose();
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}

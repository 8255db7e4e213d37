using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Iris.Bench;

/// <summary>The real program in a process of its own, with a new data folder and one registered person.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private const string Email = "bench@example.org", Password = "a long bench password";

    private readonly Process process;
    private readonly string folder;

    private readonly ChannelReader<long> managed;

    private Server(Process process, string folder, HttpClient client, ChannelReader<long> managed) => (this.process, this.folder, Client, this.managed) = (process, folder, client, managed);

    /// <summary>Signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>Resident memory in MB.</summary>
    public double MemoryMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Time on all cores so far: unlike the time that passes, it hardly depends on what else the machine does.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="settings">Further environment variables.</param>
    /// <param name="prepare">Fills the data folder before the program starts on it.</param>
    /// <param name="watched">Whether <see cref="ManagedBytesAsync"/> is going to be asked.</param>
    /// <param name="folderOfProgram">Where its Iris.dll lies; null: beside this program.</param>
    public static async Task<Server> StartAsync(IReadOnlyDictionary<string, string>? settings = null, Func<string, Task>? prepare = null, bool watched = false, string? folderOfProgram = null)
    {
        var folder = Directory.CreateTempSubdirectory("iris-bench-").FullName;
        if (prepare is not null) await prepare(folder);
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folderOfProgram ?? AppContext.BaseDirectory, "Iris.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address,
                ["Data__Folder"] = folder,
                ["RateLimits__Enabled"] = "false",
                // One person stands for many.
                ["Live__SessionsPerPerson"] = "100",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        if (watched) start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Server).Assembly.Location;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var answers = Channel.CreateUnbounded<long>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(StartupHook.Answer, StringComparison.Ordinal) == true) answers.Writer.TryWrite(long.Parse(line.Data[StartupHook.Answer.Length..], CultureInfo.InvariantCulture));
        };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var client = new HttpClient { BaseAddress = new Uri(address) };
        var server = new Server(process, folder, client, answers.Reader);
        await server.WaitUntilReadyAsync();
        await server.SignInAsync();
        return server;
    }

    /// <summary>The bytes that the server's objects take, after everything unused was collected.</summary>
    public async Task<long> ManagedBytesAsync()
    {
        await process.StandardInput.WriteLineAsync();
        return await managed.ReadAsync();
    }

    /// <summary>A page as somebody sees it who is not signed in.</summary>
    public async Task<string> AnonymousPageAsync(string page)
    {
        using var visitor = new HttpClient { BaseAddress = Client.BaseAddress };
        return await visitor.GetStringAsync(page);
    }

    /// <summary>Signs in by the form of the site; the client sends the cookie.</summary>
    public async Task<HttpClient> SignInToSiteAsync()
    {
        var jar = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = jar, AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = Client.BaseAddress };
        var form = Form().Match(await browser.GetStringAsync("/account/login")).Value;
        var fields = Hidden().Matches(form).ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value);
        (fields["Input.Email"], fields["Input.Password"]) = (Email, Password);
        using var answer = await browser.PostAsync("/account/login", new FormUrlEncodedContent(fields));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
        var signedIn = new HttpClient { BaseAddress = Client.BaseAddress };
        signedIn.DefaultRequestHeaders.Add("Cookie", jar.GetCookieHeader(Client.BaseAddress!));
        return signedIn;
    }

    public async Task PostPictureAsync(string path, byte[] picture, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        using var file = new ByteArrayContent(picture);
        form.Add(file, "file", "picture.jpg");
        using var response = await Client.PostAsync(path, form);
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>The highest resident memory, in MB, while some work is under way.</summary>
    public async Task<double> PeakMegabytesAsync(Func<Task> work)
    {
        var task = work();
        var peak = MemoryMegabytes;
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(5));
            peak = Math.Max(peak, MemoryMegabytes);
        }

        await task;
        return peak;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        for (var attempt = 0; attempt < 300 && !process.HasExited; attempt++)
        {
            try
            {
                if ((await Client.GetAsync("/health/ready")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    private async Task SignInAsync()
    {
        var person = new { email = Email, password = Password, nickname = "bench", gender = "other", birthDate = "1990-01-01" };
        (await Client.PostAsJsonAsync("/api/v1/accounts/register", person)).EnsureSuccessStatusCode();
        var login = await Client.PostAsJsonAsync("/api/v1/accounts/login", new { person.email, person.password });
        var token = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("accessToken").GetString());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("<form method=\"post\"(?:(?!</form>).)*value=\"login\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}

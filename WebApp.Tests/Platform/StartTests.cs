using System.Net;
using System.Net.Sockets;

namespace Iris.Tests.Platform;

/// <summary>What an operator can mend is one sentence at the end, and nothing that looks like a crash is in front of it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("iris-start-").FullName;

    [Theory]
    [InlineData("app")]
    [InlineData("worker")]
    public async Task A_port_in_use_is_told_in_one_line(string role)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Assert.Equal($"Failed to bind to address {url}: address already in use.", await FailAsync(("Role", role), ("ASPNETCORE_URLS", url)));
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "garbage", "Iris can't start: Invalid url: 'garbage'")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:99999", "Iris can't start: ")]
    [InlineData("Painter__Threads", "many", "Iris can't start: Failed to convert configuration value 'many' at 'Painter:Threads'")]
    [InlineData("Painter__Threads", "-1", "DataAnnotation validation failed for 'PainterOptions' members: 'Threads'")]
    public async Task A_setting_that_makes_no_sense_is_told_in_one_line(string key, string value, string sentence) =>
        Assert.StartsWith(sentence, await FailAsync(("Role", "worker"), (key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5080", "Iris can't listen where it is told to: Cannot assign requested address")]
    [InlineData("ForwardedHeaders__Trusted__0", "proxy", "ForwardedHeaders:Trusted has 'proxy'")]
    [InlineData("Role", "wroker", "Role is 'wroker'; 'app' or 'worker' was expected.")]
    [InlineData("Live__Sessions", "none", "Iris can't start: Failed to convert configuration value 'none' at 'Live:Sessions'")]
    [InlineData("Storage__S3__Region", "eu-west-1", "Storage:S3 has settings but names no bucket")]
    [InlineData("Data__Folder", "/dev/null/iris", "The data folder '/dev/null/iris' can't be made: ")]
    public async Task So_is_a_setting_of_the_site(string key, string value, string sentence) => Assert.Contains(sentence, await FailAsync((key, value)), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_of_settings_that_is_broken_is_told_with_the_place()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{ \"Live\": {");

        var sentence = await FailAsync(("ASPNETCORE_CONTENTROOT", folder));

        Assert.StartsWith($"Iris can't start: Failed to load configuration from file '{folder}/appsettings.json'.", sentence, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", sentence, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The one line that is left when the program has given up.</summary>
    private async Task<string> FailAsync(params (string Key, string Value)[] settings)
    {
        using var iris = await IrisProcess.StartAsync(Path.Combine(folder, "data"), settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        Assert.Null(iris.Client);
        var (exitCode, errors) = await iris.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain(iris.Lines, line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal) || line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

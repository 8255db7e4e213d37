namespace Iris.Tests.Worker;

/// <summary>How a worker starts, in a process of its own.</summary>
public sealed class WorkerStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("iris-worker-").FullName;

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    public async Task Without_a_token_it_does_not_listen_to_other_machines(string url)
    {
        using var iris = await StartAsync(new() { ["ASPNETCORE_URLS"] = url });

        Assert.Null(iris.Client);
        var (code, errors) = await iris.EndAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("A worker without Worker:Token may not listen on", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_it_serves_its_own_machine_and_needs_neither_database_nor_data_folder()
    {
        using var iris = await StartAsync([]);

        Assert.Contains("crayon-unet", await iris.Client!.GetStringAsync("/v2/models/crayon-unet"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.Equal(0, await iris.InterruptAsync());
    }

    [Theory]
    [InlineData("Role", "wroker", "Role is 'wroker'")]
    [InlineData("Worker__Token", "short", "Worker:Token needs at least 16 characters")]
    [InlineData("Inference__Servers__gpu__Url", "ftp://gpu", "Inference:Servers:gpu: It needs a Url")]
    [InlineData("Inference__Servers__gpu__Url", "http://a:secret@gpu", "Inference:Servers:gpu: It needs a Url")]
    public async Task A_setting_that_makes_no_sense_is_told(string key, string value, string sentence)
    {
        using var iris = await StartAsync(new() { [key] = value });

        Assert.Null(iris.Client);
        var (code, errors) = await iris.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<IrisProcess> StartAsync(Dictionary<string, string> settings)
    {
        settings.TryAdd("Role", "worker");
        return IrisProcess.StartAsync(folder, settings);
    }
}

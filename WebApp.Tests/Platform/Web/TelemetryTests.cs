using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Iris.Tests.Platform.Web;

/// <summary>What a collector hears of a program that is told where it is.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("iris-telemetry-").FullName;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new();
    private readonly ConcurrentQueue<string> traces = [];
    private readonly WebApplication collector;

    public TelemetryTests()
    {
        foreach (var name in new[] { "iris.inference.duration", "http.server.request.duration", "dotnet.gc.collections", "/api/v1/accounts/login", "SELECT" }) awaited[name] = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.Run(HearAsync);
    }

    public Task InitializeAsync() => collector.StartAsync();

    public async Task DisposeAsync()
    {
        await collector.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Own_meters_those_of_the_framework_requests_and_queries_arrive_and_nobodys_address()
    {
        using var iris = await IrisProcess.StartAsync(folder, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        Assert.Equal(System.Net.HttpStatusCode.OK, await iris.SignInAsync());

        await Task.WhenAll(awaited.Values.Select(heard => heard.Task)).WaitAsync(TimeSpan.FromSeconds(90));

        Assert.Equal(0, await iris.InterruptAsync());
        Assert.DoesNotContain(traces, sent => sent.Contains(IrisApplication.AdminEmail, StringComparison.OrdinalIgnoreCase));
    }

    private async Task HearAsync(HttpContext context)
    {
        using var sent = new MemoryStream();
        await context.Request.Body.CopyToAsync(sent);
        var text = Encoding.Latin1.GetString(sent.ToArray());
        if (context.Request.Path == "/v1/traces") traces.Enqueue(text);
        foreach (var (name, heard) in awaited)
        {
            if (text.Contains(name, StringComparison.Ordinal)) heard.TrySetResult();
        }
    }
}

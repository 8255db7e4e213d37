using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Bench;

/// <summary>
/// The browser's part of a circuit, without a browser: it starts what a page was prerendered with, takes every rendering for shown, and answers every call of a script with nothing.
/// It speaks as the script of ASP.NET Core 10 does.
/// </summary>
internal sealed partial class CircuitCaller : IAsyncDisposable
{
    /// <summary>Nothing was sent for so long: the server has finished.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    private readonly HubConnection connection;
    private readonly Uri site;
    private long heardAt = Stopwatch.GetTimestamp();
    private long renderedAt;
    private int renderings;
    private string? error;

    private CircuitCaller(HubConnection connection, Uri site)
    {
        (this.connection, this.site) = (connection, site);
        connection.On<int, byte[]>("JS.RenderBatch", async (batch, _) =>
        {
            Interlocked.Increment(ref renderings);
            Interlocked.CompareExchange(ref renderedAt, Stopwatch.GetTimestamp(), 0);
            Hear();
            await connection.SendAsync("OnRenderCompleted", batch, null);
        });
        connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", async (call, _, _, _, _, _) =>
        {
            Hear();
            if (call != 0) await connection.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,null]");
        });
        connection.On<string>("JS.Error", failure => error = failure);
    }

    /// <summary>Opens a page and its circuit, and waits for the first rendering.</summary>
    public static async Task<CircuitCaller> OpenAsync(HttpClient signedIn, string page)
    {
        var html = await signedIn.GetStringAsync(page);
        var markers = Marker().Matches(html).Select(match => match.Groups[1].Value).Where(marker => marker.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{page} has no interactive component.");
        var state = State().Match(html).Groups[1].Value;
        var site = signedIn.BaseAddress!;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(site, "_blazor"), options => options.Headers["Cookie"] = signedIn.DefaultRequestHeaders.GetValues("Cookie").Single());
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var caller = new CircuitCaller(builder.Build(), site);
        await caller.connection.StartAsync();
        if (await caller.connection.InvokeAsync<string?>("StartCircuit", site.ToString(), new Uri(site, page).ToString(), "[]", state) is null) throw new InvalidOperationException("The circuit was refused.");
        var operations = new JsonObject
        {
            ["batchId"] = 1,
            ["operations"] = new JsonArray([.. markers.Select((marker, index) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = index + 1, ["marker"] = JsonNode.Parse(marker) })]),
        };
        await caller.connection.SendAsync("UpdateRootComponents", operations.ToJsonString(), state);
        await caller.QuietAsync();
        return caller;
    }

    /// <summary>Waits until the server has nothing more to say.</summary>
    public async Task QuietAsync()
    {
        while (renderings == 0 || Stopwatch.GetElapsedTime(heardAt) < Quiet)
        {
            if (error is not null || connection.State != HubConnectionState.Connected) throw new InvalidOperationException(error ?? "The circuit has ended.");
            await Task.Delay(20);
        }
    }

    /// <summary>Clicks on a link; answers the milliseconds until the server has sent the first rendering of the page, and waits for the rest.</summary>
    public async Task<double> GoAsync(string page)
    {
        renderedAt = 0;
        var started = Stopwatch.GetTimestamp();
        Hear();
        await connection.SendAsync("OnLocationChanged", new Uri(site, page).ToString(), null, true);
        await QuietAsync();
        return renderedAt > 0 ? Stopwatch.GetElapsedTime(started, renderedAt).TotalMilliseconds : throw new InvalidOperationException($"{page} rendered nothing.");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Hear() => Volatile.Write(ref heardAt, Stopwatch.GetTimestamp());

    [GeneratedRegex("<!--Blazor:({\"type\":\"server\".*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    /// <summary>The hub's own protocol is MessagePack by another name.</summary>
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol pack = new();

        public string Name => "blazorpack";

        public int Version => 1;

        public TransferFormat TransferFormat => pack.TransferFormat;

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => pack.GetMessageBytes(message);

        public bool IsVersionSupported(int version) => version == Version;

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, out HubMessage message) => pack.TryParseMessage(ref input, binder, out message!);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => pack.WriteMessage(message, output);
    }
}

/// <summary>Many circuits, closed together.</summary>
internal sealed class CircuitCallers : IAsyncDisposable
{
    private readonly ConcurrentBag<CircuitCaller> callers = [];

    public IReadOnlyList<CircuitCaller> All => [.. callers];

    public async Task OpenAsync(HttpClient signedIn, string page) => callers.Add(await CircuitCaller.OpenAsync(signedIn, page));

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in callers) await caller.DisposeAsync();
    }
}

using Iris.Tests.Browser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Iris.Tests.Live;

/// <summary>
/// How long a frame takes from a browser to the program and back by each of the three ways of docs/decisions/040-live-transport.md, and how long a call on
/// the circuit waits meanwhile. With IRIS_TRANSPORTS set it sends enough frames to be worth reading; without, it shows that each way carries frames.
/// </summary>
public sealed class TransportTimings(ITestOutputHelper output)
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("IRIS_TRANSPORTS") is null ? 10 : 300;

    private const string Script =
        """
        async ({ rounds, size }) => {
            const frame = new Uint8Array(size).map((_, index) => index * 31);
            const middle = times => { times.sort((a, b) => a - b); return [times[times.length >> 1], times[Math.floor(0.95 * times.length)]].map(time => time.toFixed(1)); };
            const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/timing/hub`);
            await new Promise(resolve => { socket.onopen = () => socket.send('{"protocol":"json","version":1}\u001e'); socket.onmessage = resolve; });
            const hub = () => new Promise(resolve => {
                socket.onmessage = ({ data }) => { if (data.includes('"target":"Taken"')) resolve(); };
                const text = btoa(Array.from(frame, value => String.fromCharCode(value)).join(''));
                socket.send(`{"type":1,"target":"Take","arguments":["${text}"]}\u001e`);
            });
            const ways = {
                post: async () => { await (await fetch('/timing/post', { method: 'POST', body: frame })).text(); },
                hub,
                circuit: () => DotNet.invokeMethodAsync('Iris.Tests', 'TakeFrame', frame),
            };
            const results = [];
            for (const [name, send] of Object.entries(ways)) {
                for (let round = 0; round < Math.min(30, rounds); round++) await send();
                const times = [], waits = [];
                let over = false;
                const clicks = (async () => {
                    while (!over) {
                        const started = performance.now();
                        await DotNet.invokeMethodAsync('Iris.Tests', 'Click');
                        waits.push(performance.now() - started);
                        await new Promise(resolve => setTimeout(resolve, 20));
                    }
                })();
                for (let round = 0; round < rounds; round++) {
                    const started = performance.now();
                    await send();
                    times.push(performance.now() - started);
                }
                over = true;
                await clicks;
                results.push(`${name} ${size} bytes: frame median ${middle(times).join(' ms, p95 ')} ms; a call on the circuit meanwhile ${middle(waits).join(' ms, p95 ')} ms`);
            }
            socket.close();
            return results;
        }
        """;

    /// <summary>What a circuit's call does with a frame.</summary>
    [JSInvokable]
    public static int TakeFrame(byte[] frame) => frame.Length;

    /// <summary>What a click costs at least.</summary>
    [JSInvokable]
    public static int Click() => 0;

    [BrowserFact]
    public async Task The_three_ways_side_by_side()
    {
        await using var application = new TimedApplication();
        application.UseKestrel(0);
        application.StartServer();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFixture.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var context = await chromium.NewContextAsync(new() { BaseURL = application.ClientOptions.BaseAddress.ToString(), Locale = "en" });
        await using var visitor = new Visitor(context, await context.NewPageAsync(), application.ClientOptions.BaseAddress);
        await visitor.OpenCoachAsync();

        foreach (var size in new[] { 9_000, 27_000 })
        {
            var lines = await visitor.Page.EvaluateAsync<string[]>(Script, new { rounds = Rounds, size });
            Assert.Equal(3, lines.Length);
            foreach (var line in lines) output.WriteLine(line);
        }
    }

    /// <summary>Takes frames as the API does, without looking at them.</summary>
    internal sealed class FrameHub : Hub
    {
        public Task Take(byte[] frame) => Clients.Caller.SendAsync("Taken", frame.Length);
    }

    private sealed class TimedApplication : IrisApplication
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services =>
            {
                services.AddSignalR(options => options.MaximumReceiveMessageSize = 128 * 1024);
                services.AddTransient<IStartupFilter, Endpoints>();
            });
        }
    }

    /// <summary>The two ways that the program does not have, beside it and without its checks; so the hub and the post are compared alike.</summary>
    private sealed class Endpoints : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/timing", timing => timing.UseRouting().UseEndpoints(routes =>
            {
                routes.MapHub<FrameHub>("/hub");
                routes.MapPost("/post", async (HttpRequest request) =>
                {
                    using var frame = new MemoryStream();
                    await request.Body.CopyToAsync(frame);
                    return frame.Length;
                });
            }));
            next(app);
        };
    }
}

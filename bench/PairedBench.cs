using System.Diagnostics;
using Iris.Bench.Live;

namespace Iris.Bench;

/// <summary>
/// This program and another build of it, both running, asked the same things in turns: what each takes, and the median of the ratios pair by pair, which
/// holds when the machine's speed drifts.
/// </summary>
internal static class PairedBench
{
    /// <param name="other">The folder in which the other build's Iris.dll lies.</param>
    public static async Task<int> RunAsync(string other)
    {
        var (small, large, cells) = (FaceBench.Portrait(640, 480), FaceBench.Portrait(4000, 3000), CellBench.Mosaic(1280, 960));
        await using var now = await Server.StartAsync();
        await using var before = await Server.StartAsync(folderOfProgram: other);
        Console.WriteLine($"{Environment.ProcessorCount} cores; medians of each, and of now / before pair by pair");

        await PairAsync("gender 640×480", 60, server => server.PostPictureAsync("/api/v1/gender", small));
        await PairAsync("gender 12 MP", 30, server => server.PostPictureAsync("/api/v1/gender", large));
        await PairAsync("cells 1280×960", 30, server => server.PostPictureAsync("/api/v1/cells", cells));
        await PairAsync("eight genders at once", 15, server => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.PostPictureAsync("/api/v1/gender", small))));

        var camera = new LiveCamera();
        var callers = new Dictionary<Server, LiveCaller> { [now] = new PostCaller(now), [before] = new PostCaller(before) };
        foreach (var caller in callers.Values) await caller.StartAsync();
        await PairAsync("live frame by POST", 200, server => callers[server].LookAsync(camera.Whole, null));
        await PairAsync("100 live frames by POST", 10, async server =>
        {
            for (var number = 0; number < 100; number++) await callers[server].LookAsync(camera.Whole, null);
        });
        foreach (var caller in callers.Values) await caller.EndAsync();
        return 0;

        async Task PairAsync(string what, int pairs, Func<Server, Task> ask)
        {
            var (nows, befores) = (new List<double>(), new List<double>());
            for (var pair = -Math.Max(2, pairs / 10); pair < pairs; pair++)
            {
                // Who comes first changes, so that neither always finds the caches that the other one left.
                var (first, second) = pair % 2 == 0 ? (now, before) : (before, now);
                var times = (First: await TimeAsync(() => ask(first)), Second: await TimeAsync(() => ask(second)));
                if (pair < 0) continue;
                nows.Add(first == now ? times.First : times.Second);
                befores.Add(first == now ? times.Second : times.First);
            }

            var ratio = Measure.Median([.. nows.Zip(befores, (one, two) => one / two)]);
            Console.WriteLine($"  {what,-24} now {Measure.Median([.. nows]),8:0.0} ms   before {Measure.Median([.. befores]),8:0.0} ms   ratio {ratio:0.00}");
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}

using System.Diagnostics;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench.Live;

/// <summary>
/// The posture coach: server time per tracked frame on one thread; then by both ways that frames travel, in turns: one session whose frames follow each other, and
/// many sessions at once with the rest of the site answering meanwhile. Callers behave as the page does: they send the crop that was asked for, and skip a frame
/// that is due while one is in flight.
/// </summary>
internal static class LiveBench
{
    private const double Fps = 15;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(15), Beginning = TimeSpan.FromSeconds(2);

    /// <param name="waysOnly">Only what compares the two ways that frames travel: a minute and a half.</param>
    public static async Task<int> RunAsync(bool waysOnly)
    {
        using var models = ModelRegistry.WithoutHost(FacesModule.Networks);
        var camera = new LiveCamera();
        Console.WriteLine($"{Environment.ProcessorCount} cores; whole frames {camera.Whole.Length / 1000} kB");
        if (!waysOnly) Tracked(new FaceReader(models), camera);

        await using var server = await Server.StartAsync();
        await server.PostPictureAsync("/api/v1/gender", camera.Whole);
        Func<LiveCaller>[] ways = [() => new PostCaller(server), () => new HubCaller(server)];
        await OneAfterAnotherAsync(camera, ways);
        foreach (var (sessions, fps) in new[] { (20, 5.0), (20, 5.0), (8, 15.0) }.Take(waysOnly ? 2 : 3))
        {
            foreach (var way in ways) await LoadAsync(server, camera, way, sessions, fps);
        }

        if (waysOnly) return 0;
        foreach (var way in ways) await MemoryAsync(server, camera, way);
        return 0;
    }

    private static void Tracked(FaceReader reader, LiveCamera camera)
    {
        var track = new FaceTrack(reader, new LiveOptions());
        var body = new BodyTrack(reader, new LiveOptions(), PostureOptions.Default);
        var time = 0.0;
        Crop? crop = null;
        Look(null);
        Look(null);
        var whole = Measure.Median(200, () => Look(null, elapsed: 0));
        var part = Measure.Median(200, () => Look(crop, elapsed: 0));
        // The mean of a second at 15 frames per second: one whole frame with a search and a look at the shoulders, and crops.
        var second = Measure.Median(20, () =>
        {
            for (var frame = 0; frame < Fps; frame++) Look(track.Next(time));
        });
        Console.WriteLine("\nserver time of a frame: decode, mesh, irises; one thread");
        Console.WriteLine($"  whole frame, tracked   {whole,7:0.0} ms   goal ≤ 12");
        Console.WriteLine($"  crop, tracked          {part,7:0.0} ms   goal ≤ 12");
        Console.WriteLine($"  mean of a second       {second / Fps,7:0.0} ms   {Fps} frames, one with a search and the shoulders");

        void Look(Crop? shown, double elapsed = 1 / Fps)
        {
            using var picture = Picture.Decode(camera.Show(shown), 640).Value!;
            if (track.Look(picture, shown, time += elapsed, null, describe: false, default).Mesh is not { } mesh) throw new InvalidOperationException("The face was lost.");
            if (shown is null) body.Look(picture, mesh, time, default);
            crop = track.Next(time) ?? crop;
        }
    }

    /// <summary>One session for each way, and a frame of each in turns: whatever else the machine does meanwhile meets both.</summary>
    private static async Task OneAfterAnotherAsync(LiveCamera camera, Func<LiveCaller>[] ways)
    {
        const int Frames = 300, Warm = 30;
        var callers = ways.Select(way => (Caller: way(), Times: new List<double>())).ToList();
        foreach (var (caller, _) in callers) await caller.StartAsync();
        for (var frame = -Warm; frame < Frames; frame++)
        {
            foreach (var (caller, times) in callers)
            {
                var started = Stopwatch.GetTimestamp();
                await caller.LookAsync(camera.Whole, null);
                if (frame >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        Console.WriteLine($"\n{Frames} whole frames one after another, each by both ways");
        foreach (var (caller, times) in callers)
        {
            Console.WriteLine($"  {caller.Way,-4}   100 frames {times.Average() / 10:0.00} s   median {Quantile(times, 0.5):0.0} ms, p95 {Quantile(times, 0.95):0.0} ms   goal ≤ 1.8 s");
            await caller.EndAsync();
            await caller.DisposeAsync();
        }

        Console.WriteLine($"  hub / POST: median {Quantile(callers[1].Times, 0.5) / Quantile(callers[0].Times, 0.5):0.00}, p95 {Quantile(callers[1].Times, 0.95) / Quantile(callers[0].Times, 0.95):0.00}   goal ≤ 1");
    }

    private static async Task LoadAsync(Server server, LiveCamera camera, Func<LiveCaller> way, int sessions, double fps)
    {
        var (times, first, health, dropped, busy) = (new List<double>(), new List<double>(), new List<double>(), 0, server.ProcessorTime);
        var callers = Enumerable.Range(0, sessions).Select(_ => way()).ToList();
        foreach (var caller in callers) await caller.StartAsync();
        using var end = new CancellationTokenSource(LoadTime);
        var probe = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                (await server.Client.GetAsync("/health/ready")).EnsureSuccessStatusCode();
                health.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await Task.Delay(50);
            }
        });
        await Task.WhenAll(callers.Select((caller, number) => Task.Run(async () =>
        {
            Crop? crop = null;
            await Task.Delay(TimeSpan.FromSeconds(number / fps / sessions));
            var begin = Stopwatch.GetTimestamp();
            for (var due = 0.0; !end.IsCancellationRequested;)
            {
                var started = Stopwatch.GetTimestamp();
                var (answered, next) = await caller.LookAsync(camera.Show(crop), crop);
                lock (times)
                {
                    if (answered) (Stopwatch.GetElapsedTime(begin) < Beginning ? first : times).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    else dropped++;
                }

                if (answered) crop = next;
                var now = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                while (due <= now) due += 1 / fps;
                await Task.Delay(TimeSpan.FromSeconds(due - now));
            }

            await caller.EndAsync();
            await caller.DisposeAsync();
        })));
        await probe;
        Console.WriteLine($"\n{callers[0].Way}: {sessions} sessions × {fps} frames per second for {LoadTime.TotalSeconds} s: {(first.Count + times.Count) / LoadTime.TotalSeconds:0} frames/s of {sessions * fps}, {dropped} dropped");
        Console.WriteLine($"  the server used        {(server.ProcessorTime - busy).TotalMilliseconds / (first.Count + times.Count):0.0} ms of a core for each frame");
        Console.WriteLine($"  frame sent to answer   median {Quantile(times, 0.5):0} ms, p95 {Quantile(times, 0.95):0} ms   goal p95 ≤ 100; p95 {Quantile(first, 0.95):0} ms in the first {Beginning.TotalSeconds} s, while all of them look for their faces");
        Console.WriteLine($"  /health/ready          median {Quantile(health, 0.5):0} ms, p95 {Quantile(health, 0.95):0} ms   goal p95 ≤ 100");
    }

    private static async Task MemoryAsync(Server server, LiveCamera camera, Func<LiveCaller> way)
    {
        const int Sessions = 100;
        var before = server.MemoryMegabytes;
        var callers = Enumerable.Range(0, Sessions).Select(_ => way()).ToList();
        foreach (var caller in callers)
        {
            await caller.StartAsync();
            for (var frame = 0; frame < 5; frame++) await caller.LookAsync(camera.Whole, null);
        }

        Console.WriteLine($"\n{callers[0].Way}: {(server.MemoryMegabytes - before) / Sessions:0.00} MB of memory per session ({Sessions} sessions)   goal ≤ 2");
        foreach (var caller in callers)
        {
            await caller.EndAsync();
            await caller.DisposeAsync();
        }
    }

    private static double Quantile(List<double> values, double share)
    {
        values.Sort();
        return values[(int)(share * (values.Count - 1))];
    }
}

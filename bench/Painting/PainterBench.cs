using System.Diagnostics;
using System.Diagnostics.Metrics;
using Iris.Platform.Diffusion;

namespace Iris.Bench.Painting;

/// <summary>
/// The painter: a picture from the sentence to the pixels, its first preview, four at once, the share of the denoising network, and memory. The embedded
/// weights, or those of a folder in the layout of Stable Diffusion.
/// </summary>
internal static class PainterBench
{
    private const int Runs = 5, AtOnce = 4;

    public static int Run(string? folder)
    {
        folder = Path.GetFullPath(folder ?? BenchPainters.Embedded);
        var idle = Megabytes();
        using var painters = new BenchPainters(folder);
        if (painters.All.All()[0] is { Problem: { } problem })
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        var painter = painters.All.Get(Painters.Embedded);
        var description = painter.Description;
        Console.WriteLine($"{Environment.ProcessorCount} cores; {description.Name} {description.Version}: {description.Size} × {description.Size}, {description.Steps} steps, guidance {description.Guidance}");

        var load = Stopwatch.GetTimestamp();
        Paint(painter, 0);
        Console.WriteLine($"  first picture, with loading   {Stopwatch.GetElapsedTime(load).TotalMilliseconds,8:0} ms");

        using var inside = new NetworkTimes();
        var previews = new List<double>();
        var started = Stopwatch.GetTimestamp();
        var alone = Measure.Median(Runs, () => previews.Add(Paint(painter, previews.Count)));
        var all = Stopwatch.GetElapsedTime(started).TotalSeconds;
        previews.Sort();
        Console.WriteLine($"  a picture                     {alone,8:0} ms   (goal ≤ 4000)");
        Console.WriteLine($"  its first preview             {previews[previews.Count / 2],8:0} ms   (goal ≤ 1000)");
        Console.WriteLine($"  the denoiser's share          {100 * inside.Seconds("denoiser") / all,8:0.0} %   (goal ≥ 90)");
        Console.WriteLine($"  text, decoder                 {100 * inside.Seconds("text") / all,8:0.0} %, {100 * inside.Seconds("decoder") / all:0.0} %");

        var plain = Measure.Median(Runs, () => Paint(painter, 0, previewEvery: 0));
        Console.WriteLine($"  without previews              {plain,8:0} ms   ({plain / alone:0.00} of one with them)");

        var peak = Megabytes();
        var together = Measure.Median(3, () => peak = Math.Max(peak, PaintAtOnce(painter)));
        Console.WriteLine($"  {AtOnce} at once, each              {together / AtOnce,8:0} ms   ({together / AtOnce / alone:0.00} of one alone; goal ≤ 1)");
        Console.WriteLine($"  memory above idle             {peak - idle,8:0} MB   (goal ≤ 600)");
        return 0;
    }

    /// <summary>Returns the milliseconds to the first preview.</summary>
    private static double Paint(Painter painter, long seed, int previewEvery = 3)
    {
        var started = Stopwatch.GetTimestamp();
        var first = 0.0;
        painter.Paint(new PaintingRequest("노란 해 아래 빨간 집") { Seed = seed, PreviewEvery = previewEvery }, progress =>
        {
            if (progress.Preview is null) return;
            progress.Preview.Dispose();
            if (first == 0) first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }, CancellationToken.None).Dispose();
        return first;
    }

    /// <summary>Returns the most resident memory in MB while several pictures are painted.</summary>
    private static double PaintAtOnce(Painter painter)
    {
        var peak = 0.0;
        var threads = Enumerable.Range(0, AtOnce).Select(seed => new Thread(() => Paint(painter, seed))).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Any(thread => !thread.Join(20))) peak = Math.Max(peak, Megabytes());
        return peak;
    }

    private static double Megabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>Sums up the time that networks take, by the last part of their names.</summary>
    private sealed class NetworkTimes : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, double> seconds = [];

        public NetworkTimes()
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "iris.inference.duration") listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, measured, tags, _) =>
            {
                var name = $"{tags[0].Value}".Split('-')[^1];
                lock (seconds)
                {
                    seconds[name] = seconds.GetValueOrDefault(name) + measured;
                }
            });
            listener.Start();
        }

        public double Seconds(string network) => seconds.GetValueOrDefault(network);

        public void Dispose() => listener.Dispose();
    }
}

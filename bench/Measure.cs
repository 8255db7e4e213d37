using System.Diagnostics;

namespace Iris.Bench;

/// <summary>Medians of repeated runs in milliseconds; the first runs warm up and do not count.</summary>
internal static class Measure
{
    public static double Median(int runs, Action action)
    {
        var times = new double[runs];
        for (var run = -Math.Max(3, runs / 10); run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            if (run >= 0)
            {
                times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        return Median(times);
    }

    public static async Task<double> MedianAsync(int runs, Func<Task> action)
    {
        var times = new double[runs];
        for (var run = -Math.Max(3, runs / 10); run < runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await action();
            if (run >= 0)
            {
                times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        return Median(times);
    }

    /// <summary>Calls per second while <paramref name="workers"/> threads repeat an action for a while.</summary>
    public static double Throughput(int workers, TimeSpan time, Action action)
    {
        long calls = 0;
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                action();
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return calls / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Calls per second while <paramref name="callers"/> callers, each with one call at a time, repeat an action for a while.</summary>
    public static async Task<double> ThroughputAsync(int callers, TimeSpan time, Func<Task> action)
    {
        long calls = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                await action();
                Interlocked.Increment(ref calls);
            }
        })));
        return calls / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The one in the middle.</summary>
    public static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}

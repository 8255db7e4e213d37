using System.Diagnostics;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// The cell counter: a picture of 1280 × 960 and one of 12 megapixels by stage and as a request, memory, and the site while twenty pictures are counted.
/// Pictures are the drawn ones of models/cells/golden, repeated.
/// </summary>
internal static class CellBench
{
    public static async Task<int> RunAsync()
    {
        using var models = ModelRegistry.WithoutHost(CellModels.Sources);
        var detector = new CellDetector(models);

        var small = Mosaic(1280, 960);
        var large = Mosaic(4000, 3000);
        await using var server = await Server.StartAsync();
        await server.PostPictureAsync("/api/v1/cells", small);
        var idle = server.MemoryMegabytes;

        Console.WriteLine($"{Environment.ProcessorCount} cores");
        foreach (var (name, file, runs, goal) in new[] { ("1280×960", small, 10, 500), ("12 MP", large, 5, 4000) })
        {
            using var picture = Picture.Decode(file).Value!;
            var look = Measure.Median(runs, () => detector.Look(picture, null, CancellationToken.None));
            var cells = detector.Look(picture, null, CancellationToken.None).Cells.Count(cell => cell.Score >= CellDetector.Threshold);
            var request = await Measure.MedianAsync(runs, () => server.PostPictureAsync("/api/v1/cells", file));
            Console.WriteLine($"\n{name} ({file.Length / 1000} kB, {cells} cells)");
            Console.WriteLine($"  networks with tiling   {look,8:0} ms");
            Console.WriteLine($"  whole request          {request,8:0} ms   (goal ≤ {goal})");
        }

        var peak = await server.PeakMegabytesAsync(() => server.PostPictureAsync("/api/v1/cells", large));
        Console.WriteLine($"\nmemory of the server: {idle:0} MB before, +{peak - idle:0} MB at most for 12 MP   (goal ≤ 400)");
        await ResponsivenessAsync(server, small);
        return 0;
    }

    private static async Task ResponsivenessAsync(Server server, byte[] file)
    {
        var alone = await Measure.MedianAsync(20, () => server.Client.GetAsync("/"));
        var counting = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostPictureAsync("/api/v1/cells", file)));
        var waits = new List<double>();
        while (!counting.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            (await server.Client.GetAsync("/")).EnsureSuccessStatusCode();
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(20);
        }

        await counting;
        waits.Sort();
        Console.WriteLine($"\nthe start page: {alone:0.0} ms alone; while twenty pictures are counted {waits[waits.Count / 2]:0.0} ms in the median, {waits[^1]:0} ms at most");
    }

    /// <summary>The first drawn picture, repeated to any size, as a JPEG.</summary>
    public static byte[] Mosaic(int width, int height)
    {
        using var one = Picture.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "cells", "golden", "trypan.png"))).Value!;
        var rgb = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x += one.Width)
            {
                one.Rgb.Slice(3 * (y % one.Height * one.Width), 3 * Math.Min(one.Width, width - x)).CopyTo(rgb.AsSpan(3 * (y * width + x)));
            }
        }

        using var mosaic = Picture.FromRgb(width, height, rgb);
        return mosaic.Encode(PictureFormat.Jpeg, 90);
    }
}

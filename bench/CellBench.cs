using System.Diagnostics;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Bench;

/// <summary>
/// The cell counter: a picture of 1280 × 960 and one of 12 megapixels by stage and as a request, memory, the site while twenty pictures are counted, and how
/// the count changes with light, compression, rotation and scale. Pictures are the drawn ones of models/cells/golden, repeated, and, where there are any,
/// the real ones in shared/data.
/// </summary>
internal static class CellBench
{
    private static readonly string[] HeldOut = ["ldc/b_*.png", "ldc/c_*.png", "pseudo_livedead/*I01_s4.png", "pseudo_livedead/*N11_s4.png", "pseudo_livedead/*O16_s3.png"];

    public static async Task<int> RunAsync()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var models = new ModelRegistry(CellModels.Sources, Options.Create(new InferenceOptions()), ActivatorUtilities.CreateInstance<InferenceMetrics>(services));
        var detector = new CellDetector(models);
        Stability(detector);

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

    private static void Stability(CellDetector detector)
    {
        var data = Enumerable.Range(0, 10).Select(up => Path.Combine([AppContext.BaseDirectory, .. Enumerable.Repeat("..", up), "shared", "data", "cells"])).FirstOrDefault(Directory.Exists);
        string[] files = data is null
            ? Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models", "cells", "golden"), "*.png")
            : [.. HeldOut.SelectMany(pattern => Directory.EnumerateFiles(data, pattern))];
        (string Name, Func<Picture, Picture> Change)[] changes =
        [
            ("brightness × 0.7", picture => Brighter(picture, 0.7)),
            ("brightness × 1.3", picture => Brighter(picture, 1.3)),
            ("JPEG quality 60", picture => Picture.Decode(picture.Encode(PictureFormat.Jpeg, 60)).Value!),
            ("turned by 90°", Turned),
            ("scale × 0.75", picture => Scaled(picture, 0.75)),
            ("scale × 1.5", picture => Scaled(picture, 1.5)),
        ];
        var totals = new int[changes.Length + 1];
        var perPicture = new double[changes.Length];
        var counted = 0;
        foreach (var file in files)
        {
            using var picture = Picture.Decode(File.ReadAllBytes(file)).Value!;
            var total = Count(detector, picture);
            totals[^1] += total;
            counted += total > 0 ? 1 : 0;
            for (var i = 0; i < changes.Length; i++)
            {
                using var changed = changes[i].Change(picture);
                var now = Count(detector, changed);
                totals[i] += now;
                perPicture[i] += total > 0 ? (double)(now - total) / total : 0;
            }
        }

        Console.WriteLine($"change of the total, {files.Length} pictures with {totals[^1]} cells ({(data is null ? "drawn" : "held out")}; goal ≤ 5 % on average)");
        for (var i = 0; i < changes.Length; i++)
        {
            Console.WriteLine($"  {changes[i].Name,-18} {100.0 * (totals[i] - totals[^1]) / totals[^1],6:+0.0;-0.0} % of all cells, {100 * perPicture[i] / counted,6:+0.0;-0.0} % as the mean of the pictures");
        }

        Console.WriteLine();
    }

    private static int Count(CellDetector detector, Picture picture) =>
        detector.Look(picture, null, CancellationToken.None).Cells.Count(cell => cell.Score >= CellDetector.Threshold);

    private static Picture Brighter(Picture picture, double factor) =>
        Picture.FromRgb(picture.Width, picture.Height, Array.ConvertAll(picture.Rgb.ToArray(), value => (byte)Math.Min(255, Math.Round(value * factor))));

    private static Picture Turned(Picture picture)
    {
        var rgb = new byte[picture.Rgb.Length];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                picture.Rgb.Slice(3 * (y * picture.Width + x), 3).CopyTo(rgb.AsSpan(3 * (x * picture.Height + picture.Height - 1 - y)));
            }
        }

        return Picture.FromRgb(picture.Height, picture.Width, rgb);
    }

    private static Picture Scaled(Picture picture, double factor)
    {
        var seen = new ScaledPicture(picture, factor, 1);
        var values = new float[3 * ScaledPicture.Padded(seen.Width) * ScaledPicture.Padded(seen.Height)];
        seen.Fill(new(0, 0, seen.Width, seen.Height), values);
        var (stride, plane) = (ScaledPicture.Padded(seen.Width), values.Length / 3);
        var rgb = new byte[3 * seen.Width * seen.Height];
        for (var i = 0; i < rgb.Length; i++)
        {
            var (pixel, channel) = (i / 3, i % 3);
            rgb[i] = (byte)MathF.Round(255 * values[channel * plane + pixel / seen.Width * stride + pixel % seen.Width]);
        }

        return Picture.FromRgb(seen.Width, seen.Height, rgb);
    }

    /// <summary>The first drawn picture, repeated to any size, as a JPEG.</summary>
    private static byte[] Mosaic(int width, int height)
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

using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// How the count changes with light, compression, rotation and scale, over the held-out real pictures where a checkout has them in shared/data, else over
/// the drawn ones.
/// </summary>
internal static partial class CellStability
{
    private static readonly string[] HeldOutFields = ["I01_s4", "N11_s4", "O16_s3"];

    private static readonly (string Name, Func<Picture, Picture> Change)[] Changes =
    [
        ("brightness × 0.7", picture => Brighter(picture, 0.7)),
        ("brightness × 1.3", picture => Brighter(picture, 1.3)),
        ("JPEG quality 60", picture => Picture.Decode(picture.Encode(PictureFormat.Jpeg, 60)).Value!),
        ("turned by 90°", Turned),
        ("scale × 0.75", picture => Scaled(picture, 0.75)),
        ("scale × 1.5", picture => Scaled(picture, 1.5)),
    ];

    /// <summary>The folder cells of the first shared/data above the program, or null.</summary>
    public static string? Data { get; } = Enumerable.Range(0, 10).Select(up => Path.Combine([AppContext.BaseDirectory, .. Enumerable.Repeat("..", up), "shared", "data", "cells"])).FirstOrDefault(Directory.Exists);

    public static int Run()
    {
        using var models = ModelRegistry.WithoutHost(CellModels.Sources);
        var detector = new CellDetector(models);
        string[] files = Data is not { } data
            ? Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models", "cells", "golden"), "*.png")
            : [.. HeldOut(data)];

        var before = new int[files.Length];
        var after = new int[Changes.Length, files.Length];
        for (var file = 0; file < files.Length; file++)
        {
            using var picture = Picture.Decode(File.ReadAllBytes(files[file])).Value!;
            before[file] = Count(detector, picture);
            for (var i = 0; i < Changes.Length; i++)
            {
                using var changed = Changes[i].Change(picture);
                after[i, file] = Count(detector, changed);
            }
        }

        Print(files.Length, Data is null ? "drawn" : "held out", before, after);
        return 0;
    }

    private static void Print(int files, string kind, int[] before, int[,] after)
    {
        var with = Enumerable.Range(0, files).Where(file => before[file] > 0).ToList();
        Console.WriteLine($"change of the count: {files} {kind} pictures with {before.Sum()} cells   (goal ≤ 5 % on average)");
        Console.WriteLine($"  {"",-18}{"all cells",12}{"mean picture",15}{"either way",13}");
        for (var i = 0; i < Changes.Length; i++)
        {
            var total = Enumerable.Range(0, files).Sum(file => after[i, file]) / (double)before.Sum() - 1;
            var mean = with.Average(file => after[i, file] / (double)before[file] - 1);
            var eitherWay = Enumerable.Range(0, files).Sum(file => Math.Abs(after[i, file] - before[file])) / (double)before.Sum();
            Console.WriteLine($"  {Changes[i].Name,-18}{100 * total,10:+0.0;-0.0} %{100 * mean,13:+0.0;-0.0} %{100 * eitherWay,11:0.0} %");
        }
    }

    /// <summary>The split of models/cells/training/data.py.</summary>
    public static IEnumerable<string> HeldOut(string data) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(data, "ldc"), "*.png").Where(file => IsHeldOut(Path.GetFileName(file))).Order(StringComparer.Ordinal),
        .. Directory.EnumerateFiles(Path.Combine(data, "pseudo_livedead"), "*.png").Where(file => HeldOutFields.Any(file.Contains)),
    ];

    private static bool IsHeldOut(string name)
    {
        var match = SeriesAndNumber().Match(name);
        var number = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return match.Groups[1].Value switch
        {
            "b_" or "c_" => true,
            "cell_" => number is >= 201 and <= 267,
            "image_" => number is >= 924 and <= 1062,
            "image" => number is >= 1323 and <= 1370,
            _ => false,
        };
    }

    [GeneratedRegex("^([a-z_]+)([0-9]+)")]
    private static partial Regex SeriesAndNumber();

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
}

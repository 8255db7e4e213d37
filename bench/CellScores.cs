using System.Diagnostics;
using System.Globalization;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Bench;

/// <summary>
/// How many labelled cells are found: the held-out real pictures of shared/data, and folders of other pictures that have a <c>boxes.csv</c> (file, label, xmin,
/// ymin, xmax, ymax; what is labelled <c>ignored</c> neither helps nor harms). A centre within half a true radius is a hit, one to one.
/// </summary>
internal static class CellScores
{
    /// <summary>Cells nearer to the edge of a picture of ldc are not always labelled.</summary>
    private const float Band = 8;

    private sealed record Label(string File, string State, float X, float Y, float Radius);

    public static int Run(string[] folders)
    {
        using var models = ModelRegistry.WithoutHost(CellModels.Sources);
        var detector = new CellDetector(models);
        Console.WriteLine($"{"",-16}{"pictures",10}{"cells",8}{"F1 live",9}{"dead",7}{"any",7}{"precision",11}{"recall",8}{"count",9}{"unsure",8}{"seen MP",9}{"s",7}");
        if (CellStability.Data is { } data)
        {
            var held = CellStability.HeldOut(data).Select(Path.GetFileName).ToHashSet();
            Score(detector, "ldc", Path.Combine(data, "ldc"), [.. Boxes(Path.Combine(data, "ldc")).Where(label => held.Contains(label.File))], held!, Band);
            Score(detector, "coloured fields", Path.Combine(data, "pseudo_livedead"), [.. Points(Path.Combine(data, "pseudo_livedead")).Where(label => held.Contains(label.File))], held!, 0);
        }

        foreach (var folder in folders)
        {
            Score(detector, Path.GetFileName(folder.TrimEnd('/')), folder, [.. Boxes(folder)], null, 0);
        }

        return 0;
    }

    /// <summary>Size, count and time of single pictures.</summary>
    public static int Look(string[] paths)
    {
        using var models = ModelRegistry.WithoutHost(CellModels.Sources);
        var detector = new CellDetector(models);
        foreach (var path in paths.SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal).ToArray() : [path]))
        {
            if (!Picture.Decode(File.ReadAllBytes(path)).Succeeded(out var picture, out _)) continue;
            using (picture)
            {
                var best = double.PositiveInfinity;
                CellSighting? sighting = null;
                for (var run = 0; run < 3; run++)
                {
                    var started = Stopwatch.GetTimestamp();
                    sighting = detector.Look(picture, null, CancellationToken.None);
                    best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }

                var counted = sighting!.Cells.Count(cell => cell.Score >= CellDetector.Threshold);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(path),-28}{picture.Width,6}×{picture.Height,-6}{best,8:0} ms{counted,7} cells  diameter {sighting.TypicalDiameter,6:0.0}  median {sighting.MedianScore ?? 0:0.00}  {sighting.Stain,-12} seen {sighting.SeenPixels / 1e6:0.00} MP  {string.Join(' ', CellWarnings.Of(sighting, counted, 0))}"));
            }
        }

        return 0;
    }

    private static void Score(CellDetector detector, string name, string folder, Label[] labels, HashSet<string?>? only, float band)
    {
        var byFile = labels.ToLookup(label => label.File);
        var tally = new Dictionary<string, (int Hits, int False, int Missed)> { ["live"] = default, ["dead"] = default, ["any"] = default };
        var (pictures, found, unsure, seen, seconds) = (0, 0, 0, 0.0, 0.0);
        foreach (var path in Directory.GetFiles(folder).Where(path => !path.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            if (only?.Contains(file) == false) continue;
            using var picture = Picture.Decode(File.ReadAllBytes(path)).Value!;
            var started = Stopwatch.GetTimestamp();
            var sighting = detector.Look(picture, null, CancellationToken.None);
            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            var cells = sighting.Cells.Where(cell => cell.Score >= CellDetector.Threshold).ToArray();
            var ignored = byFile[file].Where(label => label.State == "ignored").ToArray();
            bool Keep(float x, float y) => x >= band && y >= band && x < picture.Width - band && y < picture.Height - band;
            foreach (var state in tally.Keys.ToArray())
            {
                var of = cells.Where(cell => state == "any" || cell.State == (state == "live" ? CellState.Live : CellState.Dead)).ToArray();
                var truth = byFile[file].Where(label => label.State != "ignored" && (state == "any" || label.State == state)).ToArray();
                var (hits, wrong, missed) = Match(of, truth, ignored, Keep);
                tally[state] = (tally[state].Hits + hits, tally[state].False + wrong, tally[state].Missed + missed);
            }

            pictures++;
            found += cells.Count(cell => Keep(cell.X, cell.Y));
            unsure += CellWarnings.Of(sighting, cells.Length, 0).Contains(CellWarning.Unsure) ? 1 : 0;
            seen += sighting.SeenPixels / 1e6;
        }

        static double F1((int Hits, int False, int Missed) t) => 2.0 * t.Hits / Math.Max(1, 2 * t.Hits + t.False + t.Missed);
        var (h, f, m) = tally["any"];
        var true0 = h + m;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-16}{pictures,10}{true0,8}{F1(tally["live"]),9:0.000}{F1(tally["dead"]),7:0.000}{F1(tally["any"]),7:0.000}{(double)h / Math.Max(1, h + f),11:0.000}{(double)h / Math.Max(1, true0),8:0.000}{100.0 * (found / (double)Math.Max(1, true0) - 1),7:+0.0;-0.0} %{unsure,8}{seen,9:0.0}{seconds,7:0.0}"));
    }

    private static (int Hits, int False, int Missed) Match(Cell[] found, Label[] truth, Label[] ignored, Func<float, float, bool> keep)
    {
        var pairs = new List<(float Far, int Found, int True)>();
        for (var i = 0; i < found.Length; i++)
        {
            for (var j = 0; j < truth.Length; j++)
            {
                var far = MathF.Sqrt(Square(found[i].X - truth[j].X) + Square(found[i].Y - truth[j].Y)) / truth[j].Radius;
                if (far <= 0.5f) pairs.Add((far, i, j));
            }
        }

        var (taken, met) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, i, j) in pairs.Order())
        {
            if (taken.Contains(i) || met.Contains(j)) continue;
            taken.Add(i);
            met.Add(j);
        }

        bool OnIgnored(Cell cell) => ignored.Any(disc => Square(cell.X - disc.X) + Square(cell.Y - disc.Y) < Square(Math.Max(disc.Radius, 3)));
        return (met.Count,
            Enumerable.Range(0, found.Length).Count(i => !taken.Contains(i) && keep(found[i].X, found[i].Y) && !OnIgnored(found[i])),
            Enumerable.Range(0, truth.Length).Count(j => !met.Contains(j) && keep(truth[j].X, truth[j].Y)));
    }

    private static float Square(float value) => value * value;

    private static IEnumerable<Label> Boxes(string folder) => Rows(folder, "boxes.csv").Select(row => new Label(
        row[0], row[1] is "live" or "dead" or "ignored" ? row[1] : "live", (Number(row[2]) + Number(row[4])) / 2, (Number(row[3]) + Number(row[5])) / 2,
        (Number(row[4]) - Number(row[2]) + Number(row[5]) - Number(row[3])) / 4));

    private static IEnumerable<Label> Points(string folder) => Rows(folder, "points.csv").Select(row =>
        new Label(row[0], row[1], Number(row[2]) + 0.5f, Number(row[3]) + 0.5f, MathF.Sqrt(Number(row[4]) / MathF.PI)));

    private static IEnumerable<string[]> Rows(string folder, string name) => File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(line => line.Split(','));

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}

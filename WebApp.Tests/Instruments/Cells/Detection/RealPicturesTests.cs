using System.Globalization;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>
/// Held-out real pictures, where a checkout has them in shared/data beside it (they are not ours to publish). The limits leave room for a retrained
/// network; the exact figures are on the card.
/// </summary>
public sealed class RealPicturesTests(CellNetworks networks) : IClassFixture<CellNetworks>
{
    [RealPicturesFact]
    public void Live_and_dead_cells_of_a_neubauer_chamber_are_counted()
    {
        var labels = File.ReadLines(Path.Combine(RealPicturesFactAttribute.Folder!, "ldc", "boxes.csv")).Skip(1).Select(line => line.Split(','))
            .Where(fields => fields[0].StartsWith("b_", StringComparison.Ordinal)).ToLookup(fields => fields[0], fields => fields[1]);
        var (live, dead) = (0, 0);
        foreach (var file in labels.Select(picture => picture.Key))
        {
            var cells = Look(Path.Combine("ldc", file));
            live += cells.Count(cell => cell.State is CellState.Live);
            dead += cells.Count(cell => cell.State is CellState.Dead);
        }

        // Some cells at the edges are not labelled, so the count may be higher than the labels.
        Assert.InRange(live, 0.85 * labels.Sum(picture => picture.Count(label => label == "live")), 1.3 * labels.Sum(picture => picture.Count(label => label == "live")));
        Assert.InRange(dead, 0.6 * labels.Sum(picture => picture.Count(label => label == "dead")), 1.5 * labels.Sum(picture => picture.Count(label => label == "dead")));
    }

    [RealPicturesFact]
    public void Nuclei_in_fluorescence_are_counted()
    {
        var counts = File.ReadLines(Path.Combine(RealPicturesFactAttribute.Folder!, "pseudo_livedead", "counts.csv")).Skip(1).Select(line => line.Split(','))
            .Where(fields => fields[0].Contains("I01", StringComparison.Ordinal) || fields[0].Contains("N11", StringComparison.Ordinal) || fields[0].Contains("O16", StringComparison.Ordinal));
        foreach (var fields in counts)
        {
            var cells = Look(Path.Combine("pseudo_livedead", fields[0]));
            var (live, dead) = (int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));

            Assert.InRange(cells.Count(cell => cell.State is CellState.Live), 0.8 * live, 1.2 * live);
            Assert.InRange(cells.Count(cell => cell.State is CellState.Dead), 0.8 * dead, 1.2 * dead);
        }
    }

    private List<Cell> Look(string name)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(Path.Combine(RealPicturesFactAttribute.Folder!, name))).Value!;
        return [.. networks.Detector.Look(picture, null, CancellationToken.None).Cells.Where(cell => cell.Score >= CellDetector.Threshold)];
    }
}

/// <summary>A fact that needs the real pictures.</summary>
public sealed class RealPicturesFactAttribute : FactAttribute
{
    public RealPicturesFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "Needs the real pictures in shared/data beside the repository.";
        }
    }

    /// <summary>The folder cells of the first shared/data above the program, or null.</summary>
    public static string? Folder { get; } = Above(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "shared", "data", "cells")).FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}

namespace Iris.Instruments.Cells.Counting;

/// <summary>Cells whose diameter, in pixels, is at least <paramref name="From"/> and less than <paramref name="To"/>.</summary>
public sealed record DiameterBin(double From, double To, int Live, int Dead)
{
    public int Count => Live + Dead;
}

/// <summary>How large the cells are.</summary>
internal static class DiameterHistogram
{
    /// <summary>
    /// Bins of equal, round width (1, 2 or 5 times a power of ten) that start at a multiple of it, empty ones between included; no more of them than twice
    /// the cube root of the count (Rice), from 5 to 16. No bins without cells.
    /// </summary>
    public static IReadOnlyList<DiameterBin> Of(IReadOnlyCollection<Cell> cells)
    {
        if (cells.Count == 0)
        {
            return [];
        }

        var most = Math.Clamp((int)(2 * Math.Cbrt(cells.Count)), 5, 16);
        double least = cells.Min(cell => cell.Diameter), largest = cells.Max(cell => cell.Diameter);
        var width = RoundUp(Math.Max(1, (largest - least) / (most - 1)));
        var first = Math.Floor(least / width);
        var bins = new (int Live, int Dead)[(int)(Math.Floor(largest / width) - first) + 1];
        foreach (var cell in cells)
        {
            ref var bin = ref bins[(int)(Math.Floor(cell.Diameter / width) - first)];
            bin = cell.State is CellState.Live ? (bin.Live + 1, bin.Dead) : (bin.Live, bin.Dead + 1);
        }

        return [.. bins.Select((bin, i) => new DiameterBin((first + i) * width, (first + i + 1) * width, bin.Live, bin.Dead))];
    }

    /// <summary>The least of 1, 2, 5, 10, 20, 50 … that is not below <paramref name="width"/>.</summary>
    private static double RoundUp(double width)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        return power * (width <= power ? 1 : width <= 2 * power ? 2 : width <= 5 * power ? 5 : 10);
    }
}

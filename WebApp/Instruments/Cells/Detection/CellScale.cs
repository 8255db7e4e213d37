using System.Drawing;

namespace Iris.Instruments.Cells.Detection;

/// <summary>
/// The typical diameter from the scale network's planes. Two sizes of the picture, four times apart, each tell the area that cells of a range of diameters
/// cover; together they span 24 quarter-octaves.
/// </summary>
internal static class CellScale
{
    /// <summary>Diameters per level that count, and how far the first of them is from the level's first bin.</summary>
    public const int BinsPerLevel = 12, CoarseSkips = 4;

    /// <summary>Planes of the network: background, then one per bin.</summary>
    public const int Planes = 17;

    /// <summary>Pixels per place of the planes.</summary>
    public const int Grid = 8;

    /// <summary>How much smaller the coarse level is.</summary>
    public const int LevelFactor = 4;

    private const double FirstBin = 2.25, BinWidth = 0.25;
    private const float BackgroundFrom = 0.3f;
    private const double LeastCells = 0.5;

    /// <summary>Adds up the area that each bin covers, in pixels of the fine level.</summary>
    /// <param name="planes"><see cref="Planes"/> planes of probabilities, <paramref name="stride"/> places per row.</param>
    /// <param name="stride">Columns of a plane, padding included.</param>
    /// <param name="planeRows">Rows of a plane, padding included.</param>
    /// <param name="own">The places that count: inside the picture, and not another strip's.</param>
    /// <param name="level">0: fine, 1: coarse.</param>
    /// <param name="histogram">24 bins; what is seen is added to the level's half.</param>
    public static void AddLevel(ReadOnlySpan<float> planes, int stride, int planeRows, Rectangle own, int level, Span<double> histogram)
    {
        var size = stride * planeRows;
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, Planes * size);
        var placeArea = Grid * Grid * Math.Pow(LevelFactor * LevelFactor, level);
        for (var bin = 0; bin < BinsPerLevel; bin++)
        {
            var plane = planes.Slice((1 + bin + level * CoarseSkips) * size, size);
            var sum = 0.0;
            for (var row = own.Top; row < own.Bottom; row++)
            {
                for (var at = row * stride + own.Left; at < row * stride + own.Right; at++)
                {
                    sum += planes[at] < BackgroundFrom ? plane[at] : 0;
                }
            }

            histogram[level * BinsPerLevel + bin] += sum * placeArea;
        }
    }

    /// <summary>What is seen at one place.</summary>
    /// <param name="planes">As in <see cref="AddLevel"/>.</param>
    /// <param name="size">Places of a plane.</param>
    /// <param name="at">Which place.</param>
    /// <param name="level">0: fine, 1: coarse, of which only the sizes count that the fine level does not tell.</param>
    /// <returns>0 to 1, and the base 2 logarithm of the mean diameter in pixels of the fine level.</returns>
    public static (float Seen, float Octave) Place(ReadOnlySpan<float> planes, int size, int at, int level)
    {
        var (seen, octaves) = (0f, 0f);
        for (var bin = level * CoarseSkips; bin < Planes - 1; bin++)
        {
            var share = planes[(1 + bin) * size + at];
            seen += share;
            octaves += share * (float)(FirstBin + BinWidth * (bin + 0.5) + 2 * level);
        }

        return (seen, seen > 0 ? octaves / seen : 0);
    }

    /// <summary>
    /// Where the histogram of cells, weighted by their diameter and smoothed, is highest, as the mean over the five bins around it, in pixels of the fine
    /// level; null when there is less than half a cell.
    /// </summary>
    public static double? Typical(ReadOnlySpan<double> histogram)
    {
        Span<double> weights = stackalloc double[histogram.Length];
        var cells = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            var diameter = Diameter(i);
            cells += histogram[i] / (Math.PI / 4 * diameter * diameter);
            weights[i] = histogram[i] / diameter;
        }

        if (cells < LeastCells)
        {
            return null;
        }

        var (top, height) = (0, double.NegativeInfinity);
        for (var i = 0; i < weights.Length; i++)
        {
            var smooth = weights[i] + (i > 0 ? weights[i - 1] / 2 : 0) + (i + 1 < weights.Length ? weights[i + 1] / 2 : 0);
            if (smooth > height)
            {
                (top, height) = (i, smooth);
            }
        }

        var (sum, total) = (0.0, 0.0);
        for (var i = Math.Max(0, top - 2); i < Math.Min(weights.Length, top + 3); i++)
        {
            sum += weights[i] * Math.Log2(Diameter(i));
            total += weights[i];
        }

        return Math.Pow(2, sum / total);
    }

    private static double Diameter(int bin) => Math.Pow(2, FirstBin + BinWidth * (bin + 0.5));
}

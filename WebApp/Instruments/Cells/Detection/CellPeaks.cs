namespace Iris.Instruments.Cells.Detection;

/// <summary>
/// From the network's planes to cells: local maxima, then one cell per centre. Spans and index arithmetic instead of collections, because the planes of a
/// large picture hold millions of places. Guarded by the figures "cells" of bench/.
/// </summary>
internal static class CellPeaks
{
    /// <summary>Pixels per place of the planes.</summary>
    public const int Grid = 4;

    /// <summary>Two centres nearer than this share of the larger radius are one cell.</summary>
    public const float ApartBy = 0.6f;

    /// <summary>What is smaller than this share of the median radius is no cell: a bud, a platelet, dust.</summary>
    public const float LeastOfMedian = 0.6f;

    /// <summary>Cells with at least this score say what the median radius is.</summary>
    public const float CertainFrom = 0.5f;

    /// <summary>Finds the places whose score is the greatest of the nine around.</summary>
    /// <param name="planes">
    /// Five planes of <paramref name="rows"/> × <paramref name="columns"/>: probability of a live cell, of a dead cell, distance of its centre from the
    /// place's middle (x, y), radius; lengths in pixels of the input.
    /// </param>
    /// <param name="rows">Of the planes.</param>
    /// <param name="columns">Of the planes.</param>
    /// <param name="threshold">Least score.</param>
    /// <param name="cells">Receives the cells, row by row, in pixels of the input.</param>
    public static void Find(ReadOnlySpan<float> planes, int rows, int columns, float threshold, List<Cell> cells)
    {
        var size = rows * columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, 5 * size);
        var live = planes[..size];
        var dead = planes.Slice(size, size);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = row * columns + column;
                var score = Math.Max(live[at], dead[at]);
                if (score < threshold || !IsGreatest(live, dead, rows, columns, row, column, score))
                {
                    continue;
                }

                cells.Add(new Cell(
                    Grid * (column + 0.5f) + planes[2 * size + at],
                    Grid * (row + 0.5f) + planes[3 * size + at],
                    planes[4 * size + at],
                    dead[at] > live[at] ? CellState.Dead : CellState.Live,
                    score));
            }
        }
    }

    /// <summary>
    /// Keeps the best of every group of cells that share a centre, best first. A faint cell never removes a better one, so the result for a higher
    /// threshold is the beginning of the result for a lower one: the page's slider relies on it.
    /// </summary>
    public static List<Cell> Apart(List<Cell> cells)
    {
        // Ties are broken by place, so that the outcome does not depend on the order of the tiles.
        cells.Sort(static (a, b) => (b.Score, a.Y, a.X).CompareTo((a.Score, b.Y, b.X)));
        var reach = 0f;
        foreach (var cell in cells)
        {
            reach = Math.Max(reach, ApartBy * cell.Radius);
        }

        // Buckets as wide as the farthest that two cells can disturb each other: only the nine around have to be asked.
        var kept = new List<Cell>(cells.Count);
        var buckets = new Dictionary<(int, int), List<int>>();
        foreach (var cell in cells)
        {
            var (column, row) = ((int)MathF.Floor(cell.X / reach), (int)MathF.Floor(cell.Y / reach));
            if (IsTaken(cell, column, row, buckets, kept))
            {
                continue;
            }

            if (!buckets.TryGetValue((column, row), out var bucket))
            {
                buckets[(column, row)] = bucket = [];
            }

            bucket.Add(kept.Count);
            kept.Add(cell);
        }

        return kept;
    }

    /// <summary>Removes what is far smaller than the certain cells; without a certain one, nothing.</summary>
    public static void RemoveCrumbs(List<Cell> cells)
    {
        var radii = new List<float>(cells.Count);
        foreach (var cell in cells)
        {
            if (cell.Score >= CertainFrom)
            {
                radii.Add(cell.Radius);
            }
        }

        if (radii.Count == 0)
        {
            return;
        }

        radii.Sort();
        var least = LeastOfMedian * (radii[(radii.Count - 1) / 2] + radii[radii.Count / 2]) / 2;
        cells.RemoveAll(cell => cell.Radius < least);
    }

    private static bool IsGreatest(ReadOnlySpan<float> live, ReadOnlySpan<float> dead, int rows, int columns, int row, int column, float score)
    {
        for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
            {
                var at = y * columns + x;
                if (live[at] > score || dead[at] > score)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsTaken(Cell cell, int column, int row, Dictionary<(int, int), List<int>> buckets, List<Cell> kept)
    {
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                if (!buckets.TryGetValue((x, y), out var bucket))
                {
                    continue;
                }

                foreach (var index in bucket)
                {
                    var other = kept[index];
                    var (dx, dy, apart) = (other.X - cell.X, other.Y - cell.Y, ApartBy * Math.Max(other.Radius, cell.Radius));
                    if (dx * dx + dy * dy < apart * apart)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}

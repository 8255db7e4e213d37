using System.Drawing;

namespace Iris.Instruments.Cells.Detection;

/// <summary>One tile of a picture, and which cells are its own.</summary>
internal readonly record struct Tile(TileSpan Columns, TileSpan Rows)
{
    public Rectangle Part => new(Columns.Start, Rows.Start, Columns.Length, Rows.Length);

    /// <summary>Whether a cell at this place of the tile is reported by this tile.</summary>
    public bool Owns(float x, float y) => Columns.Owns(x) && Rows.Owns(y);
}

/// <summary>The extent of a tile along one axis.</summary>
internal readonly record struct TileSpan(int Start, int Length, bool IsFirst, bool IsLast)
{
    /// <summary>
    /// The two tiles at a seam place the same cell a fraction of a pixel apart. Both report it when it lies this close to the seam, and
    /// <see cref="CellPeaks.Apart"/> keeps one: otherwise each could leave it to the other.
    /// </summary>
    private const float Slack = 1.5f;

    /// <summary>The seam runs through the middle of the overlap.</summary>
    public bool Owns(float position) =>
        (IsFirst || position >= Tiling.Overlap / 2 - Slack) && (IsLast || position < Tiling.Side - Tiling.Overlap / 2 + Slack);
}

/// <summary>Cuts a picture into tiles that overlap by more than a cell, so that every cell is seen whole by the tile that reports it.</summary>
internal static class Tiling
{
    /// <summary>
    /// Pixels, as the network sees them; six typical cells of overlap. The reference takes 1024: smaller tiles find the same cells, need half the memory and
    /// a tenth more time.
    /// </summary>
    public const int Side = 768, Overlap = 128;

    /// <summary>Row by row. A picture of at most <see cref="Side"/> pixels each way is one tile.</summary>
    public static Tile[] Of(int width, int height)
    {
        var (columns, rows) = (Spans(width), Spans(height));
        var tiles = new Tile[columns.Length * rows.Length];
        for (var i = 0; i < tiles.Length; i++)
        {
            tiles[i] = new(columns[i % columns.Length], rows[i / columns.Length]);
        }

        return tiles;
    }

    private static TileSpan[] Spans(int length)
    {
        const int step = Side - Overlap;
        var spans = new TileSpan[Math.Max(1, (length - Overlap + step - 1) / step)];
        for (var i = 0; i < spans.Length; i++)
        {
            var start = i * step;
            spans[i] = new(start, Math.Min(Side, length - start), i == 0, i == spans.Length - 1);
        }

        return spans;
    }
}

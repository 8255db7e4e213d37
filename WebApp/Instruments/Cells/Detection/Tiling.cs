using System.Drawing;

namespace Iris.Instruments.Cells.Detection;

/// <summary>One tile of a picture, and which cells are its own.</summary>
internal readonly record struct Tile(TileSpan Columns, TileSpan Rows)
{
    public Rectangle Part => new(Columns.Start, Rows.Start, Columns.Length, Rows.Length);

    public long Pixels => (long)Columns.Length * Rows.Length;

    /// <summary>The tile that reports the cells of a part of a picture and sees its surroundings too.</summary>
    /// <param name="core">Inside the picture.</param>
    /// <param name="picture">As the network sees it.</param>
    /// <param name="margin">Pixels of surroundings on each side.</param>
    public static Tile Around(Rectangle core, Size picture, int margin = Tiling.Margin) =>
        new(TileSpan.Around(core.Left, core.Right, picture.Width, margin), TileSpan.Around(core.Top, core.Bottom, picture.Height, margin));

    /// <summary>Whether a cell at this place of the tile is reported by this tile.</summary>
    public bool Owns(float x, float y) => Columns.Owns(x) && Rows.Owns(y);
}

/// <summary>The extent of a tile along one axis, and the part of it, from its own start, whose cells it reports.</summary>
internal readonly record struct TileSpan(int Start, int Length, float OwnFrom, float OwnTo)
{
    /// <summary>
    /// The two tiles at a seam place the same cell a fraction of a pixel apart. Both report it when it lies this close to the seam, and
    /// <see cref="CellPeaks.Apart"/> keeps one: otherwise each could leave it to the other.
    /// </summary>
    private const float Slack = 1.5f;

    /// <summary>Places of the networks' outputs fall on the same pixels in every tile, so that a cell looks the same to all of them.</summary>
    private const int Step = 16;

    public static TileSpan Around(int from, int to, int length, int margin)
    {
        var start = Math.Max(0, from - margin) / Step * Step;
        var end = Math.Min(length, to + margin);
        return new(start, end - start, from == 0 ? float.NegativeInfinity : from - start - Slack, to == length ? float.PositiveInfinity : to - start + Slack);
    }

    public bool Owns(float position) => position >= OwnFrom && position < OwnTo;
}

/// <summary>Cuts a picture into tiles that overlap by more than a cell, so that every cell is seen whole by the tile that reports it.</summary>
internal static class Tiling
{
    /// <summary>
    /// Pixels, as the network sees them; six typical cells of overlap. The reference takes 1024: smaller tiles find the same cells, need half the memory and
    /// a tenth more time.
    /// </summary>
    public const int Side = 768, Overlap = 128, Margin = Overlap / 2;

    /// <summary>Parts are not cut smaller, and see less around themselves: that would cost more than what they leave out.</summary>
    private const int LeastCore = 96, CutMargin = 40;

    /// <summary>A cut has to save so much, since every run has a price of its own.</summary>
    private const double WorthCutting = 0.8;

    /// <summary>Row by row. A picture of at most <see cref="Side"/> pixels each way is one tile.</summary>
    public static Tile[] Of(int width, int height) => [.. Grid(width, height).Select(core => Tile.Around(core, new(width, height)))];

    /// <summary>Tiles around what is worth looking at; nothing else is seen.</summary>
    /// <param name="width">Of the picture, as the network sees it.</param>
    /// <param name="height">As <paramref name="width"/>.</param>
    /// <param name="interest">The box around what is worth looking at in a part of the picture, inside of that part; empty where there is nothing.</param>
    public static Tile[] Of(int width, int height, Func<Rectangle, Rectangle> interest)
    {
        var tiles = new List<Tile>();
        foreach (var core in Grid(width, height))
        {
            var whole = Tile.Around(core, new(width, height));
            var cut = Cut(interest(core), new(width, height), interest);
            if (Pixels(cut) < WorthCutting * whole.Pixels) tiles.AddRange(cut);
            else tiles.Add(whole);
        }

        return [.. tiles];
    }

    public static long Pixels(IEnumerable<Tile> tiles) => tiles.Sum(tile => tile.Pixels);

    private static List<Tile> Cut(Rectangle box, Size picture, Func<Rectangle, Rectangle> interest)
    {
        if (box.IsEmpty) return [];
        var one = Tile.Around(box, picture, CutMargin);
        if (Math.Max(box.Width, box.Height) < 2 * LeastCore) return [one];
        var parts = new List<Tile>();
        foreach (var part in Halves(box)) parts.AddRange(Cut(interest(part), picture, interest));
        return Pixels(parts) < WorthCutting * one.Pixels ? parts : [one];
    }

    /// <summary>Across the longer side.</summary>
    private static Rectangle[] Halves(Rectangle box)
    {
        var (across, down) = (box.Width / 2, box.Height / 2);
        return box.Width >= box.Height
            ? [new(box.X, box.Y, across, box.Height), new(box.X + across, box.Y, box.Width - across, box.Height)]
            : [new(box.X, box.Y, box.Width, down), new(box.X, box.Y + down, box.Width, box.Height - down)];
    }

    private static IEnumerable<Rectangle> Grid(int width, int height) =>
        from row in Spans(height)
        from column in Spans(width)
        select Rectangle.FromLTRB(column.From, row.From, column.To, row.To);

    private static (int From, int To)[] Spans(int length)
    {
        const int step = Side - Overlap;
        var spans = new (int From, int To)[Math.Max(1, (length - Overlap + step - 1) / step)];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = (i == 0 ? 0 : i * step + Margin, i == spans.Length - 1 ? length : i * step + Side - Margin);
        }

        return spans;
    }
}

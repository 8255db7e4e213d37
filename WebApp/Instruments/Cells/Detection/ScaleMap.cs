using System.Drawing;

namespace Iris.Instruments.Cells.Detection;

/// <summary>What the scale network says about every place of a picture: whether there is something like a cell, and how large.</summary>
/// <param name="columns">Places across.</param>
/// <param name="rows">Places down.</param>
/// <param name="side">Pixels of the picture per place.</param>
internal sealed class ScaleMap(int columns, int rows, double side)
{
    /// <summary>
    /// Where less than this is seen nothing is looked for. Of 1,992 cells that the detector finds in pictures of all kinds the network gives less to six.
    /// </summary>
    private const float Worth = 0.4f;

    /// <summary>Octaves by which a place may differ from a size and still speak of it.</summary>
    private const float Near = 1.25f;

    /// <summary>Cells per spot: more say no more, and the densest spots are clumps and debris. Fewer than the second say nothing.</summary>
    private const double MostCells = 4, LeastCells = 0.3;

    private readonly float[] share = new float[columns * rows];
    private readonly float[] size = new float[columns * rows];

    /// <summary>In pixels of the picture; null when there is less than half a cell.</summary>
    public double? Diameter { get; set; }

    public Stain Stain { get; set; }

    /// <summary>Takes what one of the two levels says of a place, if that is more than what is known of it.</summary>
    /// <param name="places">What it covers of this map; it may reach over the edge.</param>
    /// <param name="seen">0 to 1: that there is a cell.</param>
    /// <param name="octave">Base 2 logarithm of its diameter in pixels of the picture.</param>
    public void Add(Rectangle places, float seen, float octave)
    {
        for (var row = places.Top; row < Math.Min(places.Bottom, rows); row++)
        {
            for (var at = row * columns + places.Left; at < row * columns + Math.Min(places.Right, columns); at++)
            {
                if (seen > share[at]) (share[at], size[at]) = (seen, octave);
            }
        }
    }

    /// <summary>The box around all places of a part of the picture where cells of one size may be, in the pixels of the picture seen at another size.</summary>
    /// <param name="part">In pixels at that size.</param>
    /// <param name="factor">Size seen over size of the picture.</param>
    /// <param name="diameter">Of the cells, in pixels of the picture.</param>
    /// <param name="margin">Added around every place, in pixels at that size; the box stays inside of the part.</param>
    public Rectangle Interest(Rectangle part, double factor, double diameter, int margin)
    {
        var octave = Math.Log2(diameter);
        var unit = side * factor;
        var (left, right) = ((int)Math.Max(0, (part.Left - margin) / unit), (int)Math.Min(columns - 1, (part.Right + margin) / unit));
        var (top, bottom) = ((int)Math.Max(0, (part.Top - margin) / unit), (int)Math.Min(rows - 1, (part.Bottom + margin) / unit));
        var (west, east, north, south) = (int.MaxValue, int.MinValue, int.MaxValue, int.MinValue);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                if (share[row * columns + column] < Worth || Math.Abs(size[row * columns + column] - octave) > Near) continue;
                (west, east, north, south) = (Math.Min(west, column), Math.Max(east, column), Math.Min(north, row), Math.Max(south, row));
            }
        }

        return east < west
            ? Rectangle.Empty
            : Rectangle.Intersect(part, Rectangle.FromLTRB(
                (int)(west * unit) - margin, (int)(north * unit) - margin, (int)((east + 1) * unit) + margin + 1, (int)((south + 1) * unit) + margin + 1));
    }

    /// <summary>Squares of the picture, seen at another size, in which cells of one size should be: at most so many, those with the most cells first.</summary>
    /// <param name="seen">Size of the picture as it is seen.</param>
    /// <param name="factor">That size over the size of the picture.</param>
    /// <param name="diameter">Of the cells, in pixels of the picture.</param>
    /// <param name="length">Of a square's side, in pixels as seen.</param>
    /// <param name="most">How many squares.</param>
    public List<Rectangle> Spots(Size seen, double factor, double diameter, int length, int most)
    {
        var (across, down) = ((seen.Width + length - 1) / length, (seen.Height + length - 1) / length);
        var (cells, any) = (new double[across * down], new double[across * down]);
        var (worth, octave) = (side * side / (Math.PI / 4 * diameter * diameter), Math.Log2(diameter));
        for (var row = 0; row < rows; row++)
        {
            var line = Math.Min(down - 1, (int)((row + 0.5) * side * factor / length)) * across;
            for (var column = 0; column < columns; column++)
            {
                var at = row * columns + column;
                if (share[at] < Worth) continue;
                var spot = line + Math.Min(across - 1, (int)((column + 0.5) * side * factor / length));
                any[spot] += share[at] * worth;
                if (Math.Abs(size[at] - octave) <= Near) cells[spot] += share[at] * worth;
            }
        }

        var counts = cells.Any(count => count >= LeastCells) ? cells : any;
        return
        [
            .. Enumerable.Range(0, counts.Length).Where(spot => counts[spot] >= LeastCells)
                // Among equals not the first ones, which lie side by side: Knuth's multiplicative hash spreads them.
                .OrderByDescending(spot => Math.Min(counts[spot], MostCells)).ThenBy(spot => (uint)spot * 2654435761u)
                .Take(most)
                .Select(spot => Rectangle.Intersect(new(spot % across * length, spot / across * length, length, length), new(Point.Empty, seen))),
        ];
    }
}

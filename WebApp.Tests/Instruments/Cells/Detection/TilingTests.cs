using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class TilingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1024, 700)]
    [InlineData(1025, 1024)]
    [InlineData(1279, 960)]
    [InlineData(4000, 3000)]
    [InlineData(1920, 1921)]
    public void Tiles_cover_the_picture_and_stay_inside(int width, int height)
    {
        var tiles = Tiling.Of(width, height);

        Assert.All(tiles, tile => Assert.True(tile.Part is { Left: >= 0, Top: >= 0, Width: > 0 and <= Tiling.Side, Height: > 0 and <= Tiling.Side }));
        Assert.Equal(width, tiles.Max(tile => tile.Part.Right));
        Assert.Equal(height, tiles.Max(tile => tile.Part.Bottom));
    }

    [Fact]
    public void Every_cell_is_reported_and_seen_with_its_surroundings()
    {
        const int width = 2900, height = 1500;
        var tiles = Tiling.Of(width, height);
        for (var x = 0.5f; x < width; x += 7.3f)
        {
            for (var y = 0.5f; y < height; y += 61.3f)
            {
                var owners = tiles.Where(tile => tile.Part.Contains((int)x, (int)y) && tile.Owns(x - tile.Part.Left, y - tile.Part.Top)).ToList();

                Assert.InRange(owners.Count, 1, 4);
                Assert.All(owners, owner => Assert.True(
                    Reaches(owner.Part.Left, 0, x) && Reaches(-owner.Part.Right, -width, -x) && Reaches(owner.Part.Top, 0, y) && Reaches(-owner.Part.Bottom, -height, -y)));
            }
        }
    }

    [Fact]
    public void A_cell_that_two_tiles_place_differently_at_the_seam_counts_once()
    {
        var tiles = Tiling.Of(1900, 100);
        var seam = Tiling.Side - Tiling.Overlap / 2;
        foreach (var (first, second) in new[] { (seam - 0.4f, seam + 0.4f), (seam + 0.4f, seam - 0.4f), (seam - 1f, seam - 1.2f), (seam + 1f, seam + 0.8f) })
        {
            var reported = new List<Cell>();
            if (tiles[0].Owns(first, 50))
            {
                reported.Add(new Cell(first, 50, 10, CellState.Live, 0.9f));
            }

            if (tiles[1].Owns(second - tiles[1].Part.Left, 50))
            {
                reported.Add(new Cell(second, 50, 10, CellState.Live, 0.8f));
            }

            Assert.Single(CellPeaks.Apart(reported));
        }
    }

    /// <summary>A tile's edge is the picture's, or at least 60 pixels away.</summary>
    private static bool Reaches(int edge, int border, float position) => edge == border || position - edge >= 60;
}

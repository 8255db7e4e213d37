using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>The program against models/cells/training/reference.py, on the drawn pictures in models/cells/golden.</summary>
public sealed class CellDetectorTests(CellNetworks networks) : IClassFixture<CellNetworks>
{
    private const int CopyWidth = 416, CopyHeight = 320;

    public static TheoryData<string> Pictures => [.. Golden.Cases.Select(golden => golden.Picture)];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void The_program_finds_what_the_reference_finds(string name)
    {
        var golden = Golden.Cases.Single(golden => golden.Picture == name);
        using var picture = Golden.Read(name);

        var sighting = networks.Detector.Look(picture, diameter: null, CancellationToken.None);

        Assert.Equal(golden.Exposure, Exposure.Gain(picture.Rgb), 1e-5);
        Assert.Equal(golden.Kind, sighting.Stain switch { Stain.Brightfield => "grey", Stain.Trypan => "stain", _ => "fluorescence" });
        Assert.Equal(golden.Diameter, sighting.TypicalDiameter, 0.02 * golden.Diameter);
        var counted = sighting.Cells.Where(cell => cell.Score >= CellDetector.Threshold).ToList();
        // Pillow rounds to bytes between its two passes and we don't, so a score at the threshold may fall on the other side.
        foreach (var expected in golden.Cells.Where(cell => cell.Score > CellDetector.Threshold + 0.02))
        {
            Assert.Contains(counted, cell =>
                cell.State == expected.State && Math.Abs(cell.X - expected.X) < 1 && Math.Abs(cell.Y - expected.Y) < 1
                && Math.Abs(cell.Radius - expected.Radius) < 0.5 && Math.Abs(cell.Score - expected.Score) < 0.02);
        }

        Assert.InRange(counted.Count, golden.Cells.Count(cell => cell.Score > CellDetector.Threshold + 0.02), golden.Cells.Length + 1);
    }

    [Fact]
    public void Seams_between_tiles_neither_add_nor_lose_cells()
    {
        using var one = Golden.Read(Golden.Cases[0].Picture);
        const int across = 7, down = 8;
        using var many = Repeat(one, across, down);

        // At its own size every copy is the same to the network, whose strides divide the copies' sides; only the seams run through them differently.
        var cells = networks.Detector.Look(many, CellDetector.CanonicalDiameter, CancellationToken.None).Cells.Where(cell => cell.Score >= 0.5);

        var perCopy = cells
            .Select(cell => (Column: (int)(cell.X / CopyWidth), Row: (int)(cell.Y / CopyHeight)))
            .Where(copy => copy.Column is > 0 and < across - 1 && copy.Row is > 0 and < down - 1)
            .CountBy(copy => copy)
            .Select(copy => copy.Value)
            .ToList();
        Assert.Equal((across - 2) * (down - 2), perCopy.Count);
        Assert.True(perCopy.Min() > 5);
        Assert.InRange(perCopy.Max() - perCopy.Min(), 0, 1);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(5, 16)]
    public void What_is_as_faint_as_the_blocks_of_a_JPEG_is_no_cell(int levels, int cells)
    {
        using var picture = Discs(levels);

        Assert.Equal(cells, networks.Detector.Look(picture, null, CancellationToken.None).Cells.Count(cell => cell.Score >= CellDetector.Threshold));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 700)]
    [InlineData(2500, 2)]
    public void A_picture_of_any_shape_can_be_looked_at(int width, int height)
    {
        using var picture = Picture.FromRgb(width, height, new byte[3 * width * height]);

        var sighting = networks.Detector.Look(picture, null, CancellationToken.None);

        Assert.All(sighting.Cells, cell => Assert.True(cell.X >= 0 && cell.X < width && cell.Y >= 0 && cell.Y < height));
    }

    [Fact]
    public void A_cancelled_analysis_ends()
    {
        using var picture = Golden.Read(Golden.Cases[0].Picture);

        Assert.ThrowsAny<OperationCanceledException>(() => networks.Detector.Look(picture, null, new CancellationToken(canceled: true)));
    }

    /// <summary>Sixteen bright discs with a dark rim on grey, so many levels of 255 apart from it.</summary>
    private static Picture Discs(int levels)
    {
        const int side = 200, distance = 50;
        var rgb = new byte[3 * side * side];
        for (var i = 0; i < rgb.Length; i++)
        {
            var (x, y) = (i / 3 % side % distance - 24.5, i / 3 / side % distance - 24.5);
            rgb[i] = (byte)(120 + Math.Sqrt(x * x + y * y) switch { < 8 => levels, < 11 => -levels, _ => 0 });
        }

        return Picture.FromRgb(side, side, rgb);
    }

    private static Picture Repeat(Picture picture, int across, int down)
    {
        const int row = 3 * CopyWidth;
        var rgb = new byte[row * across * CopyHeight * down];
        for (var y = 0; y < CopyHeight * down; y++)
        {
            for (var copy = 0; copy < across; copy++)
            {
                picture.Rgb.Slice(y % CopyHeight * 3 * picture.Width, row).CopyTo(rgb.AsSpan((y * across + copy) * row));
            }
        }

        return Picture.FromRgb(CopyWidth * across, CopyHeight * down, rgb);
    }
}

using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

/// <summary>How large the cells are taken to be, which decides what is found.</summary>
public sealed class CellSizeTests(CellNetworks networks) : IClassFixture<CellNetworks>
{
    private const int Cells = 24;

    public static TheoryData<double, int> Renderings
    {
        get
        {
            var renderings = new TheoryData<double, int>();
            foreach (var size in new[] { 0.8, 1, 1.3 })
            {
                foreach (var quality in new[] { 60, 70, 75, 80, 85, 90, 95 }) renderings.Add(size, quality);
            }

            return renderings;
        }
    }


    [Theory]
    [MemberData(nameof(Renderings))]
    public void The_same_chamber_as_JPEG_has_as_many_cells_and_no_others(double size, int quality)
    {
        using var drawn = Chamber(size);
        using var compressed = Picture.Decode(drawn.Encode(PictureFormat.Jpeg, quality)).Value!;

        var (before, after) = (Count(drawn), Count(compressed));

        Assert.InRange(after, 0.8 * before, 1.2 * before);
    }

    [Fact]
    public void A_size_that_the_cells_contradict_is_not_believed()
    {
        var cells = SomeCells.Grid(20, radius: 10);

        Assert.True(new View(20, cells, default, IsWhole: true).Agrees);
        Assert.True(new View(24, cells, default, IsWhole: true).Agrees);
        Assert.False(new View(40, cells, default, IsWhole: true).Agrees);
        Assert.False(new View(10, cells, default, IsWhole: true).Agrees);
    }

    [Fact]
    public void A_few_cells_at_a_few_places_do_not_decide_on_all_of_a_picture()
    {
        Assert.False(new View(20, SomeCells.Grid(4), default, IsWhole: false).IsSure);
        Assert.True(new View(20, SomeCells.Grid(4), default, IsWhole: true).IsSure);
        Assert.True(new View(20, SomeCells.Grid(20), default, IsWhole: false).IsSure);
    }

    [Fact]
    public void A_told_size_is_taken_and_no_other_is_offered()
    {
        using var drawn = Chamber(1);

        var sighting = networks.Detector.Look(drawn, 30, CancellationToken.None);

        Assert.Equal(30, sighting.TypicalDiameter);
        Assert.Empty(sighting.OtherDiameters);
        Assert.True(sighting.Recognised);
    }

    [Fact]
    public void What_does_not_look_like_cells_is_told_so_after_a_glance_and_counted_when_that_is_wanted()
    {
        using var waves = Waves(1600, 1200);

        var sighting = networks.Detector.Look(waves, null, CancellationToken.None);
        var anyway = networks.Detector.Look(waves, null, CancellationToken.None, anyway: true);

        Assert.False(sighting.Recognised);
        Assert.Empty(sighting.Cells);
        Assert.InRange(sighting.SeenPixels, 0, 1_800_000);
        Assert.Equal([CellWarning.NotCells], CellWarnings.Of(sighting with { Sharpness = 0.6, Glare = 0 }, 0, 0));
        Assert.True(anyway.Recognised);
    }

    [Fact]
    public void Empty_glass_and_a_black_surround_are_not_looked_at()
    {
        using var drawn = Golden.Read(Golden.Cases[0].Picture);
        var rgb = new byte[3 * 3000 * 2000];
        for (var y = 0; y < drawn.Height; y++) drawn.Rgb.Slice(3 * drawn.Width * y, 3 * drawn.Width).CopyTo(rgb.AsSpan(3 * (3000 * (y + 700) + 1200)));
        using var lost = Picture.FromRgb(3000, 2000, rgb);

        var diameter = networks.Detector.Look(drawn, null, CancellationToken.None).TypicalDiameter;
        var (alone, inside) = (networks.Detector.Look(drawn, diameter, CancellationToken.None), networks.Detector.Look(lost, diameter, CancellationToken.None));

        // Of the whole 0.8 megapixels would be seen.
        Assert.InRange(inside.SeenPixels, 1, 3 * alone.SeenPixels);
        var counted = alone.Cells.Count(cell => cell.Score >= CellDetector.Threshold);
        Assert.InRange(inside.Cells.Count(cell => cell.Score >= CellDetector.Threshold), 0.9 * counted, 1.1 * counted);
    }

    private int Count(Picture picture) => networks.Detector.Look(picture, null, CancellationToken.None).Cells.Count(cell => cell.Score >= CellDetector.Threshold);

    /// <summary>A grey field with thin black rulings and dark rings with a bright middle, 17 pixels wide, as a program draws a chamber.</summary>
    private static Picture Chamber(double size)
    {
        var (width, height) = ((int)(720 * size), (int)(640 * size));
        var random = new Random(5);
        var centres = Enumerable.Range(0, Cells).Select(i => (X: 60 + 110 * (i % 6) + random.NextDouble() * 40, Y: 60 + 140 * (i / 6) + random.NextDouble() * 50)).ToArray();
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = ((i % width + 0.5) / size, (i / width + 0.5) / size);
            var value = 128.0;
            if (x % 165 < 2.2 || y % 162 < 2.2) value = 15;
            foreach (var (cx, cy) in centres)
            {
                var far = Math.Sqrt(((x - cx) * (x - cx)) + ((y - cy) * (y - cy)));
                if (far < 4.5) value = 128;
                else if (far < 8.5) value = 5;
            }

            rgb.AsSpan(3 * i, 3).Fill((byte)value);
        }

        return Picture.FromRgb(width, height, rgb);
    }

    /// <summary>Soft texture of all sizes, such as cloth or water has.</summary>
    private static Picture Waves(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            rgb.AsSpan(3 * i, 3).Fill((byte)(128 + 40 * Math.Sin(0.11 * x + 2 * Math.Sin(0.013 * y)) + 40 * Math.Sin(0.09 * y + 3 * Math.Sin(0.017 * x))));
        }

        return Picture.FromRgb(width, height, rgb);
    }
}

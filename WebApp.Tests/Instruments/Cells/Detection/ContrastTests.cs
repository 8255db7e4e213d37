using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class ContrastTests
{
    [Fact]
    public void A_plain_picture_has_no_contrast() => Assert.Equal(0, Contrast.Of(APicture((_, _) => (90, 120, 250)), ACell(10, 10)));

    [Fact]
    public void Half_dark_and_half_bright_differ_by_their_half()
    {
        using var picture = APicture((x, _) => x < 10 ? (100, 100, 100) : (140, 140, 140));

        Assert.Equal(20, Contrast.Of(picture, ACell(10, 10)), 1e-9);
        Assert.Equal(0, Contrast.Of(picture, ACell(5, 10)), 1e-9);
    }

    [Fact]
    public void A_dye_that_changes_one_channel_is_seen()
    {
        using var picture = APicture((x, _) => x < 10 ? (100, 80, 200) : (160, 90, 200));

        Assert.Equal(30, Contrast.Of(picture, ACell(10, 10)), 1e-9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(19.9f, 19.9f)]
    public void A_cell_may_reach_beyond_the_picture(float x, float y)
    {
        using var picture = APicture((x, y) => (10 * (x + y), 0, 0));

        Assert.InRange(Contrast.Of(picture, ACell(x, y)), 5, 60);
    }

    private static Cell ACell(float x, float y) => new(x, y, 5, CellState.Live, 0.9f);

    private static Picture APicture(Func<int, int, (int Red, int Green, int Blue)> colour)
    {
        const int side = 20;
        var rgb = new byte[3 * side * side];
        for (var i = 0; i < side * side; i++)
        {
            var (red, green, blue) = colour(i % side, i / side);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = ((byte)red, (byte)green, (byte)blue);
        }

        return Picture.FromRgb(side, side, rgb);
    }
}

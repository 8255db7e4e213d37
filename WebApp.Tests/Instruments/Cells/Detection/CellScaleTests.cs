using Iris.Instruments.Cells.Detection;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class CellScaleTests
{
    [Fact]
    public void An_empty_picture_has_no_typical_diameter() => Assert.Null(CellScale.Typical(new double[24]));

    [Fact]
    public void The_typical_diameter_is_the_middle_of_the_one_bin()
    {
        var histogram = new double[24];
        histogram[8] = 5000;

        Assert.Equal(Math.Pow(2, 2.25 + 0.25 * 8.5), CellScale.Typical(histogram)!.Value, 1e-9);
    }

    [Fact]
    public void Neighbouring_bins_are_averaged_and_a_lone_large_thing_does_not_win()
    {
        var histogram = new double[24];
        (histogram[6], histogram[7]) = (4000, 4000);
        histogram[20] = 7000; // a bubble: much area, one thing

        Assert.InRange(CellScale.Typical(histogram)!.Value, Math.Pow(2, 2.25 + 0.25 * 6.5), Math.Pow(2, 2.25 + 0.25 * 7.5));
    }

    [Fact]
    public void Only_foreground_inside_the_picture_is_added()
    {
        // 2 × 3 places, of which the last column is padding; the second row is background.
        var planes = new float[CellScale.Planes * 6];
        planes.AsSpan(3, 3).Fill(0.9f);
        planes.AsSpan(6 * (1 + 2), 6).Fill(0.8f);
        Span<double> histogram = stackalloc double[24];

        CellScale.AddLevel(planes, stride: 3, planeRows: 2, new(0, 0, 2, 2), level: 0, histogram);

        Assert.Equal(2 * 0.8 * 64, histogram[2], 1e-4);
        Assert.Equal(0, histogram[3]);
    }
}

using System.Drawing;
using Iris.Instruments.Cells.Detection;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class SharpnessTests
{
    [Fact]
    public void Blur_lowers_it_and_brightness_and_contrast_do_not()
    {
        var sharp = Discs(edge: 1.5);

        Assert.InRange(Measure(sharp), 0.4, 1);
        Assert.True(Measure(Discs(edge: 12)) < 0.7 * Measure(sharp));
        Assert.Equal(Measure(sharp), Measure([.. sharp.Select(value => 0.2f + value * 0.3f)]), 1e-3);
    }

    [Fact]
    public void An_even_picture_has_none() => Assert.Null(Sharpness.Of(new float[3 * 64 * 64], 64, new Size(64, 64)).Value);

    [Fact]
    public void Padding_is_not_looked_at()
    {
        var values = Discs(edge: 2);
        var padded = new float[3 * 80 * 64];
        Random.Shared.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(padded.AsSpan()));
        for (var row = 0; row < 3 * 64; row++)
        {
            values.AsSpan(row * 64, 64).CopyTo(padded.AsSpan(row * 80));
        }

        Assert.Equal(Measure(values), Sharpness.Of(padded, 80, new Size(64, 64)).Value!.Value, 1e-9);
    }

    private static double Measure(float[] planes) => Sharpness.Of(planes, 64, new Size(64, 64)).Value!.Value;

    /// <summary>A grid of discs of diameter 20 whose brightness falls over <paramref name="edge"/> pixels.</summary>
    private static float[] Discs(double edge)
    {
        var planes = new float[3 * 64 * 64];
        for (var i = 0; i < planes.Length; i++)
        {
            var (x, y) = (i % 64 % 32 - 15.5, i / 64 % 64 % 32 - 15.5);
            planes[i] = (float)(1 / (1 + Math.Exp(4 * (Math.Sqrt(x * x + y * y) - 10) / edge)));
        }

        return planes;
    }
}

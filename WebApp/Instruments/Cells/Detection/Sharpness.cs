using System.Buffers;
using System.Drawing;

namespace Iris.Instruments.Cells.Detection;

/// <summary>
/// How sharp a picture is at the size at which cells are looked for: the root mean square of the second derivative over that of the first. Defocus takes
/// fine detail away first, so the ratio falls; contrast and brightness cancel out. Sums of tiles add up. Every pixel passes here, hence plain loops over
/// pooled memory; guarded by the figures "cells" of bench/.
/// </summary>
internal readonly record struct Sharpness(double Second, double First)
{
    /// <summary>0.45 to 0.9 for sharp pictures, 0.2 to 0.4 for blurred ones; null for a picture without any change of brightness.</summary>
    public double? Value => First > 0 ? Math.Sqrt(Second / First) : null;

    public static Sharpness operator +(Sharpness a, Sharpness b) => new(a.Second + b.Second, a.First + b.First);

    /// <summary>Measures the part of a tensor that shows a picture.</summary>
    /// <param name="planes">Three planes of <paramref name="stride"/> columns.</param>
    /// <param name="stride">Columns of a plane, padding included.</param>
    /// <param name="part">The size without padding.</param>
    public static Sharpness Of(ReadOnlySpan<float> planes, int stride, Size part)
    {
        var size = planes.Length / 3;
        var buffer = ArrayPool<float>.Shared.Rent(part.Width * part.Height);
        try
        {
            var grey = buffer.AsSpan(0, part.Width * part.Height);
            for (var row = 0; row < part.Height; row++)
            {
                for (int column = 0, from = row * stride, to = row * part.Width; column < part.Width; column++, from++, to++)
                {
                    grey[to] = planes[from] + planes[size + from] + planes[2 * size + from];
                }
            }

            // Twice 1 2 1 either way is a Gaussian of one pixel: noise must not pass for detail.
            Smooth(grey, part.Width, 1, part.Height, part.Width);
            Smooth(grey, part.Height, part.Width, part.Width, 1);
            return Of(grey, part.Width, part.Height);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static Sharpness Of(ReadOnlySpan<float> grey, int width, int height)
    {
        double second = 0, first = 0;
        for (var row = 1; row < height - 1; row++)
        {
            for (var at = row * width + 1; at < (row + 1) * width - 1; at++)
            {
                var (left, right, up, down) = (grey[at - 1], grey[at + 1], grey[at - width], grey[at + width]);
                var laplacian = left + right + up + down - 4 * grey[at];
                var (dx, dy) = ((right - left) / 2, (down - up) / 2);
                second += laplacian * laplacian;
                first += dx * dx + dy * dy;
            }
        }

        return new(second, first);
    }

    /// <summary>Smooths every line of <paramref name="length"/> values in place, twice.</summary>
    private static void Smooth(Span<float> grey, int length, int step, int lines, int lineStep)
    {
        for (var line = 0; line < lines; line++)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                var at = line * lineStep;
                var before = grey[at];
                for (var i = 0; i < length; i++, at += step)
                {
                    var value = grey[at];
                    grey[at] = (before + 2 * value + (i + 1 < length ? grey[at + step] : value)) / 4;
                    before = value;
                }
            }
        }
    }
}

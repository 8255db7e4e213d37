using System.Buffers;
using System.Drawing;
using System.Numerics;
using System.Runtime.InteropServices;
using Iris.Platform.Imaging;

namespace Iris.Instruments.Cells.Detection;

/// <summary>
/// A picture as a network sees it: another size, brighter, planes of 0 to 1. Only the part that is asked for is ever computed, so that a large picture
/// costs one tile of memory; plain loops over spans, because every pixel of every picture passes here. Guarded by the figures "cells" of bench/.
/// </summary>
/// <param name="picture">Full size.</param>
/// <param name="factor">Size seen over true size.</param>
/// <param name="gain">From <see cref="Exposure"/>; what becomes brighter than white is white.</param>
internal sealed class ScaledPicture(Picture picture, double factor, float gain)
{
    /// <summary>The networks halve their input four times, so its sides are multiples of this.</summary>
    private const int Multiple = 16;

    public int Width { get; } = Math.Max(1, (int)Math.Round(picture.Width * factor));

    public int Height { get; } = Math.Max(1, (int)Math.Round(picture.Height * factor));

    /// <summary>The side of a tensor that holds <paramref name="length"/> pixels.</summary>
    public static int Padded(int length) => (length + Multiple - 1) / Multiple * Multiple;

    /// <summary>
    /// Fills three planes, red first, of the padded size of <paramref name="part"/>. A triangle filter, widened by the factor when the picture shrinks (as
    /// Pillow's BILINEAR, with which the networks were trained); the padding repeats the last column and row.
    /// </summary>
    /// <param name="part">Inside <see cref="Width"/> × <see cref="Height"/>.</param>
    /// <param name="tensor">3 × padded height × padded width values.</param>
    public void Fill(Rectangle part, Span<float> tensor)
    {
        var (width, height) = (Padded(part.Width), Padded(part.Height));
        ArgumentOutOfRangeException.ThrowIfNotEqual(tensor.Length, 3 * width * height);
        tensor.Clear();
        var columns = new TriangleFilter(picture.Width, Width, part.Left, part.Width);
        var rows = new TriangleFilter(picture.Height, Height, part.Top, part.Height);
        var plane = width * height;
        var line = ArrayPool<float>.Shared.Rent(3 * part.Width);
        try
        {
            // Each row of the picture is squeezed once and added to the few rows of the output that it touches.
            var firstOpen = 0;
            for (var sourceRow = rows.First(0); sourceRow < rows.End(part.Height - 1); sourceRow++)
            {
                Squeeze(columns, sourceRow, part.Width, line);
                while (rows.End(firstOpen) <= sourceRow)
                {
                    firstOpen++;
                }

                for (var row = firstOpen; row < part.Height && rows.First(row) <= sourceRow; row++)
                {
                    var weight = rows.Weights(row)[sourceRow - rows.First(row)];
                    for (var channel = 0; channel < 3; channel++)
                    {
                        Add(line.AsSpan(channel * part.Width, part.Width), weight, tensor.Slice(channel * plane + row * width, part.Width));
                    }
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(line);
        }

        for (var channel = 0; channel < 3; channel++)
        {
            Finish(tensor.Slice(channel * plane, plane), width, part.Width, part.Height);
        }
    }

    /// <summary>One row of the picture at the output's columns: three runs of <paramref name="width"/> values of 0 to 255.</summary>
    private void Squeeze(TriangleFilter columns, int sourceRow, int width, Span<float> line)
    {
        var source = picture.Rgb.Slice(3 * picture.Width * sourceRow, 3 * picture.Width);
        var reds = line[..width];
        var greens = line.Slice(width, width);
        var blues = line.Slice(2 * width, width);
        for (var column = 0; column < width; column++)
        {
            var weights = columns.Weights(column);
            var pixels = source.Slice(3 * columns.First(column), 3 * weights.Length);
            float red = 0, green = 0, blue = 0;
            for (int i = 0, at = 0; i < weights.Length; i++, at += 3)
            {
                red += weights[i] * pixels[at];
                green += weights[i] * pixels[at + 1];
                blue += weights[i] * pixels[at + 2];
            }

            (reds[column], greens[column], blues[column]) = (red, green, blue);
        }
    }

    private static void Add(ReadOnlySpan<float> line, float weight, Span<float> row)
    {
        var lines = MemoryMarshal.Cast<float, Vector<float>>(line);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += lines[i] * weight;
        }

        for (var i = sums.Length * Vector<float>.Count; i < row.Length; i++)
        {
            row[i] += line[i] * weight;
        }
    }

    private void Finish(Span<float> plane, int width, int filledWidth, int filledHeight)
    {
        var scale = gain / 255;
        for (var row = 0; row < filledHeight; row++)
        {
            var values = plane.Slice(row * width, width);
            for (var column = 0; column < filledWidth; column++)
            {
                values[column] = Math.Min(values[column] * scale, 1);
            }

            values[filledWidth..].Fill(values[filledWidth - 1]);
        }

        var last = plane.Slice((filledHeight - 1) * width, width);
        for (var start = filledHeight * width; start < plane.Length; start += width)
        {
            last.CopyTo(plane[start..]);
        }
    }
}

using System.Drawing;
using Iris.Platform.Faces.FaceApi;

namespace Iris.Tests.Platform.Faces.FaceApi;

public sealed class SquareInputTests
{
    [Theory]
    [InlineData(0, 0, 64, 64, 64, false)] // as it is
    [InlineData(0, 0, 64, 40, 96, false)] // larger, padded below
    [InlineData(3, 5, 21, 50, 32, false)] // smaller, padded to the right
    [InlineData(10, 7, 41, 30, 112, true)] // an odd padding of 11 rows
    [InlineData(30, 0, 30, 51, 24, true)]
    [InlineData(63, 63, 1, 1, 8, true)]
    public void It_equals_cropping_padding_and_resizing_in_turn(int x, int y, int width, int height, int size, bool centred)
    {
        using var picture = FaceApiReference.NoisePicture(64);
        var actual = new float[3 * size * size];

        SquareInput.Fill(picture, new Rectangle(x, y, width, height), size, centred, actual);

        var side = Math.Max(width, height);
        var square = new double[side, side, 3];
        var (left, top) = centred ? ((side - width) / 2, (side - height) / 2) : (0, 0);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    square[top + row, left + column, channel] = picture.Rgb[3 * ((y + row) * 64 + x + column) + channel];
                }
            }
        }

        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(Resized(square, side, (double)side / size, i / (size * size), i / size % size, i % size), actual[i], 1e-3);
        }
    }

    // TensorFlow's resize_bilinear without align_corners and without half_pixel_centers.
    private static double Resized(double[,,] square, int side, double scale, int channel, int row, int column)
    {
        var (y, x) = (row * scale, column * scale);
        var (top, left) = ((int)y, (int)x);
        var (bottom, right) = (Math.Min(top + 1, side - 1), Math.Min(left + 1, side - 1));
        var above = square[top, left, channel] * (1 - x + left) + square[top, right, channel] * (x - left);
        var below = square[bottom, left, channel] * (1 - x + left) + square[bottom, right, channel] * (x - left);
        return above * (1 - y + top) + below * (y - top);
    }
}

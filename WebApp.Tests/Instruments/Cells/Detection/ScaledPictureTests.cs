using System.Drawing;
using Iris.Instruments.Cells.Detection;
using Iris.Platform.Imaging;

namespace Iris.Tests.Instruments.Cells.Detection;

public sealed class ScaledPictureTests
{
    [Theory]
    [InlineData(1, 1f)]
    [InlineData(0.37, 1.5f)]
    [InlineData(0.08, 1f)]
    [InlineData(1.7, 1f)]
    public void Every_part_agrees_with_a_naive_resize(double factor, float gain)
    {
        using var picture = Noise(53, 37);
        var seen = new ScaledPicture(picture, factor, gain);
        var part = new Rectangle(seen.Width / 3, seen.Height / 4, seen.Width - seen.Width / 3, seen.Height / 2);

        var tensor = Fill(seen, part);

        var (width, plane) = (ScaledPicture.Padded(part.Width), ScaledPicture.Padded(part.Width) * ScaledPicture.Padded(part.Height));
        for (var y = 0; y < part.Height; y++)
        {
            for (var x = 0; x < part.Width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var expected = Math.Min(1, Naive(picture, seen, part.Left + x, part.Top + y, channel) * gain / 255);
                    Assert.Equal(expected, tensor[channel * plane + y * width + x], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void The_same_size_keeps_the_pixels_and_the_padding_repeats_the_edge()
    {
        using var picture = Noise(17, 5);
        var seen = new ScaledPicture(picture, 1, 1);

        var tensor = Fill(seen, new Rectangle(0, 0, 17, 5));

        Assert.Equal(3 * 32 * 16, tensor.Length);
        Assert.Equal(picture.Rgb[3 * (2 * 17 + 4) + 1] / 255f, tensor[32 * 16 + 2 * 32 + 4], 1e-6);
        Assert.Equal(tensor[2 * 32 + 16], tensor[2 * 32 + 31]);
        Assert.Equal(tensor[4 * 32 + 7], tensor[15 * 32 + 7]);
        Assert.Equal(tensor[4 * 32 + 16], tensor[15 * 32 + 31]);
    }

    [Theory]
    [InlineData(40, 4)] // 0.8 × 255 / 40 would be more
    [InlineData(102, 2)]
    [InlineData(250, 1)]
    public void Dark_pictures_become_brighter_up_to_four_times(byte brightest, float gain)
    {
        var rgb = new byte[3 * 1000];
        rgb.AsSpan().Fill(10);
        for (var i = 0; i < 10; i++)
        {
            rgb[300 * i + 1] = brightest; // ten of a thousand pixels, in green alone
        }

        Assert.Equal(gain, Exposure.Gain(rgb), 1e-3);
    }

    private static float[] Fill(ScaledPicture seen, Rectangle part)
    {
        var tensor = new float[3 * ScaledPicture.Padded(part.Width) * ScaledPicture.Padded(part.Height)];
        tensor.AsSpan().Fill(float.NaN); // pooled memory comes dirty
        seen.Fill(part, tensor);
        return tensor;
    }

    private static double Naive(Picture picture, ScaledPicture seen, int x, int y, int channel)
    {
        double sum = 0, total = 0;
        for (var row = 0; row < picture.Height; row++)
        {
            for (var column = 0; column < picture.Width; column++)
            {
                var weight = Triangle(picture.Width, seen.Width, x, column) * Triangle(picture.Height, seen.Height, y, row);
                sum += weight * picture.Rgb[3 * (row * picture.Width + column) + channel];
                total += weight;
            }
        }

        return sum / total;
    }

    private static double Triangle(int source, int target, int at, int pixel)
    {
        var step = (double)source / target;
        return Math.Max(0, 1 - Math.Abs(pixel + 0.5 - (at + 0.5) * step) / Math.Max(1, step));
    }

    private static Picture Noise(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        new Random(2).NextBytes(rgb);
        return Picture.FromRgb(width, height, rgb);
    }
}

using System.Drawing;
using System.Numerics;
using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Imaging;

public sealed class WarpTests
{
    public static TheoryData<bool, bool> Layouts => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Any_map_agrees_with_the_plain_formula(bool channelsFirst, bool bgr)
    {
        var random = new Random(7);
        var format = new TensorFormat(channelsFirst, bgr, new Vector3(0.5f, 1 / 127.5f, 2), new Vector3(-3, -1, 0.25f));
        for (var round = 0; round < 150; round++)
        {
            using var picture = Samples.Noise(random.Next(1, 60), random.Next(1, 60), round);
            var (width, height) = (random.Next(1, 40), random.Next(1, 40));
            var map = round % 3 == 0 ? AnUprightMap(random, picture) : ATurnedMap(random, picture);
            Rectangle? content = round % 4 == 1 ? ARectangle(random, picture, 0) : null;
            Rectangle? frame = round % 5 == 2 ? ARectangle(random, picture, 20) : null;
            AssertAgrees(picture, map, width, height, format, content, frame);
        }
    }

    [Theory]
    [InlineData(PixelCentres.Half)]
    [InlineData(PixelCentres.Corner)]
    [InlineData(PixelCentres.Aligned)]
    public void A_resize_repeats_the_last_pixels_when_the_picture_is_its_frame(PixelCentres centres)
    {
        using var picture = Samples.Plain(20, 30, 10, 20, 30);
        var tensor = new float[3 * 50 * 70];
        picture.Warp(Affine.Resize(20, 30, 50, 70, centres), 50, 70, tensor, TensorFormat.Bytes(true), frame: new(0, 0, 20, 30));
        Assert.All(tensor[..3500], value => Assert.Equal(10, value, 1e-4));
        Assert.All(tensor[7000..], value => Assert.Equal(30, value, 1e-4));
    }

    [Fact]
    public void What_lies_outside_is_black_before_the_mean_is_applied()
    {
        using var picture = Samples.Plain(8, 8, 200, 200, 200);
        var tensor = new float[3 * 16 * 16];
        picture.Warp(Affine.Translation(-100, 0), 16, 16, tensor, new(false, false, new(1 / 255f), new(-0.5f)));
        Assert.All(tensor, value => Assert.Equal(-0.5f, value));
    }

    [Fact]
    public void The_identity_copies_bytes()
    {
        using var picture = Samples.Noise(33, 17, 1);
        var tensor = new float[picture.Rgb.Length];
        picture.Warp(Affine.Identity, 33, 17, tensor, TensorFormat.Bytes(false));
        for (var i = 0; i < tensor.Length; i++)
        {
            Assert.Equal(picture.Rgb[i], tensor[i]);
        }
    }

    [Fact]
    public void A_turned_box_comes_out_upright()
    {
        // The left half of a box about (50, 50), turned clockwise by 30°, is red.
        using var picture = Samples.Paint(100, 100, (x, y) => ((x - 50) * Math.Cos(Math.PI / 6) + (y - 50) * Math.Sin(Math.PI / 6) < 0 ? (byte)255 : (byte)0, 0, 0));
        var tensor = new float[3 * 20 * 20];
        picture.Warp(Affine.FromBox(30.5, 30.5, 40, 40, 20, 20, angle: Math.PI / 6), 20, 20, tensor, TensorFormat.Bytes(true));
        for (var pixel = 0; pixel < 400; pixel++)
        {
            var column = pixel % 20;
            if (column is not (9 or 10))
            {
                Assert.Equal(column < 9 ? 255 : 0, tensor[pixel], 1e-3);
            }
        }
    }

    [Fact]
    public void A_map_and_its_inverse_cancel()
    {
        var map = Affine.FromBox(3, 4, 50, 70, 112, 112, PixelCentres.Corner, angle: 0.7);
        var (x, y) = map.Then(map.Inverse()).Apply(12, 34);
        Assert.Equal((12, 34), (Math.Round(x, 9), Math.Round(y, 9)));
        Assert.Throws<InvalidOperationException>(() => Affine.Scale(1, 0).Inverse());
    }

    [Fact]
    public void Warping_allocates_nothing()
    {
        using var picture = Samples.Noise(640, 480, 1);
        var tensor = new float[3 * 192 * 192];
        var format = TensorFormat.ZeroToOne(true);
        Affine[] maps = [Affine.FromBox(10, 10, 300, 300, 192, 192), Affine.FromBox(10, 10, 300, 300, 192, 192, angle: 0.3)];
        foreach (var map in maps)
        {
            picture.Warp(map, 192, 192, tensor, format);
            var before = GC.GetAllocatedBytesForCurrentThread();
            picture.Warp(map, 192, 192, tensor, format);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void A_map_to_nowhere_is_black_and_one_without_numbers_is_a_bug()
    {
        using var picture = Samples.Plain(8, 8, 255, 255, 255);
        var tensor = new float[3 * 4 * 4];
        picture.Warp(Affine.Translation(1e30, -1e30), 4, 4, tensor, TensorFormat.Bytes(true));
        Assert.All(tensor, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.Warp(Affine.Scale(double.NaN, 1), 4, 4, tensor, TensorFormat.Bytes(true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.Warp(Affine.Identity, 5, 4, tensor, TensorFormat.Bytes(true)));
    }

    private static Affine AnUprightMap(Random random, Picture picture) => new(
        0.05 + 3 * random.NextDouble(), 0, picture.Width * (random.NextDouble() - 0.3), 0, 4 * random.NextDouble() - 2, picture.Height * random.NextDouble());

    private static Affine ATurnedMap(Random random, Picture picture) => new(
        4 * random.NextDouble() - 2, 4 * random.NextDouble() - 2, picture.Width * random.NextDouble(),
        4 * random.NextDouble() - 2, 4 * random.NextDouble() - 2, picture.Height * random.NextDouble());

    private static Rectangle ARectangle(Random random, Picture picture, int margin) => new(
        random.Next(-margin, picture.Width), random.Next(-margin, picture.Height), random.Next(1, picture.Width + margin + 1), random.Next(1, picture.Height + margin + 1));

    private static void AssertAgrees(Picture picture, in Affine map, int width, int height, in TensorFormat format, Rectangle? content, Rectangle? frame)
    {
        var tensor = new float[3 * width * height];
        picture.Warp(map, width, height, tensor, format, content, frame);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var colour = Plain(picture, map.Apply(x, y), format.Bgr ? 2 - channel : channel, content, frame);
                    var expected = colour * format.Scale[channel] + format.Offset[channel];
                    var actual = tensor[format.ChannelsFirst ? (channel * height + y) * width + x : 3 * (y * width + x) + channel];
                    Assert.True(Math.Abs(expected - actual) < 1e-3, $"({x}, {y}) channel {channel} of {map} is {actual}, expected {expected}.");
                }
            }
        }
    }

    /// <summary>The definition of a bilinear sample, in doubles.</summary>
    private static double Plain(Picture picture, (double X, double Y) point, int channel, Rectangle? content, Rectangle? frame)
    {
        var (x, y) = frame is { } edge ? (Math.Clamp(point.X, edge.Left, edge.Right - 1), Math.Clamp(point.Y, edge.Top, edge.Bottom - 1)) : point;
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var sum = 0.0;
        for (var corner = 0; corner < 4; corner++)
        {
            var (atX, atY) = (column + corner % 2, row + corner / 2);
            var seen = new Rectangle(0, 0, picture.Width, picture.Height).Contains(atX, atY)
                && content?.Contains(atX, atY) != false && frame?.Contains(atX, atY) != false;
            sum += seen ? picture.Rgb[3 * (atY * picture.Width + atX) + channel] * (1 - Math.Abs(x - atX)) * (1 - Math.Abs(y - atY)) : 0;
        }

        return sum;
    }
}

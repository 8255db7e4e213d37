using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using NetVips;

namespace Iris.Tests.Platform.Imaging;

/// <summary>Pictures for tests: photographs of the face-api package's demo, and synthetic ones whose pixels are known.</summary>
internal static class Samples
{
    /// <summary>A real JPEG of people; 1 to 6.</summary>
    public static byte[] Photograph(int number) => File.ReadAllBytes(Path.Combine(NodePackages.Find("@vladmandic/face-api"), "demo", $"sample{number}.jpg"));

    /// <summary>Smooth, and different at every corner.</summary>
    public static Picture Gradient(int width, int height) =>
        Paint(width, height, (x, y) => ((byte)(255 * x / width), (byte)(255 * y / height), (byte)(255 * (x + y) / (width + height))));

    public static Picture Plain(int width, int height, byte red, byte green, byte blue) => Paint(width, height, (_, _) => (red, green, blue));

    /// <summary>Every pixel different from its neighbours.</summary>
    public static Picture Noise(int width, int height, int seed)
    {
        var rgb = new byte[3 * width * height];
        new Random(seed).NextBytes(rgb);
        return Picture.FromRgb(width, height, rgb);
    }

    public static Picture Paint(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> colour)
    {
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = colour(i % width, i / width);
        }

        return Picture.FromRgb(width, height, rgb);
    }

    public static (int Red, int Green, int Blue) At(this Picture picture, int x, int y)
    {
        var pixel = picture.Rgb.Slice(3 * (y * picture.Width + x), 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    /// <summary>The same pixels for libvips' own encoders; the picture must outlive the image.</summary>
    public static unsafe Image ToImage(Picture picture)
    {
        // A picture's pixels are not on the managed heap, so they stay where they are.
        fixed (byte* pixels = picture.Rgb)
        {
            return Image.NewFromMemory((nint)pixels, (ulong)picture.Rgb.Length, picture.Width, picture.Height, 3, Enums.BandFormat.Uchar)
                .Then(it => it.Copy(interpretation: Enums.Interpretation.Srgb));
        }
    }

    public static T Expect<T>(this Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded(out var value, out var refusal), refusal?.Code);
        return value!;
    }

    public static Refusal ExpectRefusal<T>(this Outcome<T> outcome)
    {
        Assert.False(outcome.Succeeded(out _, out var refusal));
        return refusal!;
    }

    public static void AssertClose(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, int tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"Byte {i} is {actual[i]}, expected {expected[i]} ± {tolerance}.");
        }
    }

    public static double MeanDifference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var sum = 0L;
        for (var i = 0; i < expected.Length; i++)
        {
            sum += Math.Abs(expected[i] - actual[i]);
        }

        return sum / (double)expected.Length;
    }
}

using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Files;
using SkiaSharp;

namespace Iris.Tests.Platform.Imaging;

public sealed class BmpTests
{
    private const int Width = 37, Height = 11;

    /// <summary>256 colours, all different.</summary>
    private static readonly (byte Red, byte Green, byte Blue)[] Colours = [.. Enumerable.Range(0, 256).Select(i => ((byte)i, (byte)(255 - i), (byte)(i * 7)))];

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 40)]
    [InlineData(4, 40)]
    [InlineData(8, 40)]
    [InlineData(1, 12)]
    [InlineData(4, 12)]
    [InlineData(8, 12)]
    [InlineData(8, 64)]
    [InlineData(8, 124)]
    public void Colours_of_a_palette_are_looked_up(int bits, int header)
    {
        var palette = Colours[..(1 << bits)];
        var rows = BmpFiles.Rows(Width, Height, bits, (x, y) => Index(x, y, bits));

        foreach (var topDown in header == 12 ? (bool[])[false] : [false, true])
        {
            AssertPixels(BmpFiles.File(Width, topDown ? -Height : Height, bits, rows, palette, header: header), topDown, (x, y) => palette[Index(x, y, bits)]);
        }
    }

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    public void Colours_of_eight_bits_are_kept(int bits)
    {
        var rows = BmpFiles.Rows(Width, Height, bits, (x, y) => (uint)(x | y << 8 | (x + y) << 16));

        foreach (var (header, topDown) in (IEnumerable<(int, bool)>)[(40, false), (40, true), (108, false), (124, true)])
        {
            AssertPixels(BmpFiles.File(Width, topDown ? -Height : Height, bits, rows, header: header), topDown, (x, y) => ((byte)(x + y), (byte)y, (byte)x));
        }
    }

    [Theory]
    [InlineData(16, 0x7C00, 0x3E0, 0x1F, false)]
    [InlineData(16, 0xF800, 0x7E0, 0x1F, true)]
    [InlineData(16, 0xF00, 0xF0, 0xF, true)]
    [InlineData(32, 0xFF, 0xFF00, 0xFF0000, true)]
    [InlineData(32, 0x3FF00000, 0xFFC00, 0x3FF, true)]
    public void Colours_lie_where_masks_say(int bits, uint red, uint green, uint blue, bool inFile)
    {
        var rows = BmpFiles.Rows(Width, Height, bits, (x, y) => Spread(x, y, bits));

        foreach (var header in inFile ? (int[])[40, 56, 124] : [40])
        {
            AssertPixels(
                BmpFiles.File(Width, Height, bits, rows, compression: inFile ? 3 : 0, header: header, masks: inFile ? [red, green, blue] : null),
                topDown: false,
                (x, y) => (Part(Spread(x, y, bits), red), Part(Spread(x, y, bits), green), Part(Spread(x, y, bits), blue)),
                // Skia takes the upper bits of what is wider than eight.
                isWitnessed: green != 0xFFC00);
        }
    }

    [Fact]
    public void What_is_transparent_stands_on_white_and_opacity_that_nobody_wrote_is_none()
    {
        uint[] masks = [0xFF0000, 0xFF00, 0xFF, 0xFF000000];
        var half = BmpFiles.File(2, 1, 32, [0, 0, 0, 255, 0, 0, 0, 0], compression: 3, header: 108, masks: masks);
        var none = BmpFiles.File(2, 1, 32, [1, 2, 3, 0, 4, 5, 6, 0], compression: 3, header: 108, masks: masks);

        using var seen = Picture.Decode(half).Expect();
        using var opaque = Picture.Decode(none).Expect();

        Assert.Equal([0, 0, 0, 255, 255, 255], seen.Rgb.ToArray());
        Assert.Equal([3, 2, 1, 6, 5, 4], opaque.Rgb.ToArray());
    }

    [Fact]
    public void Runs_of_eight_bits_are_followed()
    {
        // A run, an end of the row; pixels one by one with a byte to fill up; a step of two to the right and one up; the end.
        byte[] runs = [5, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 2, 1, 2, 9, 0, 1];

        AssertPixels(
            BmpFiles.File(8, 4, 8, runs, Colours, compression: 1),
            topDown: false,
            8,
            4,
            (x, y) => Colours[y switch
            {
                0 when x < 5 => 7,
                1 when x < 3 => x + 1,
                2 when x is 5 or 6 => 9,
                _ => 0,
            }],
            isWitnessed: false);
    }

    [Fact]
    public void Runs_of_four_bits_are_followed()
    {
        byte[] runs = [5, 0x7A, 0, 0, 0, 5, 0x12, 0x34, 0x50, 0, 0, 0, 0, 1];

        AssertPixels(
            BmpFiles.File(8, 2, 4, runs, Colours[..16], compression: 2),
            topDown: false,
            8,
            2,
            (x, y) => Colours[(y, x) switch { (0, < 5) => x % 2 == 0 ? 7 : 10, (1, < 5) => x + 1, _ => 0 }],
            isWitnessed: false);
    }

    [Fact]
    public void A_run_that_leaves_its_row_or_the_picture_is_cut()
    {
        byte[] runs = [200, 1, 200, 2, 0, 0, 200, 3, 0, 0, 0, 2, 255, 255, 9, 9, 9, 9];

        using var picture = Picture.Decode(BmpFiles.File(4, 3, 8, runs, Colours, compression: 1)).Expect();

        Assert.Equal([(0, 255, 0), (3, 252, 21), (1, 254, 7)], Enumerable.Range(0, 3).Select(y => picture.At(3, y)));
    }

    [Fact]
    public void Indices_without_a_colour_are_black_and_files_may_leave_out_the_last_filling()
    {
        var file = BmpFiles.File(3, 1, 8, [0, 1, 200], Colours[..2]);

        using var picture = Picture.Decode(file).Expect();

        Assert.Equal([(0, 255, 0), (1, 254, 7), (0, 0, 0)], Enumerable.Range(0, 3).Select(x => picture.At(x, 0)));
    }

    [Theory]
    [InlineData(4, 24)]
    [InlineData(5, 24)]
    [InlineData(0, 3)]
    [InlineData(0, 64)]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    [InlineData(3, 24)]
    [InlineData(3, 1)]
    public void What_nobody_writes_is_not_read(int compression, int bits)
    {
        var refusal = Picture.Decode(BmpFiles.File(2, 2, bits, new byte[200], compression: compression)).ExpectRefusal();

        Assert.Equal(("unsupported-picture", 415), (refusal.Code, refusal.Status));
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, 32)]
    [InlineData(int.MaxValue, int.MinValue, 32)]
    [InlineData(int.MinValue, 5, 8)]
    [InlineData(-1, 5, 8)]
    [InlineData(0, 5, 8)]
    [InlineData(5, 0, 8)]
    [InlineData(100, 101, 24)]
    public void A_header_that_promises_too_much_costs_nothing(int width, int height, int bits)
    {
        var file = BmpFiles.File(width, height, bits, new byte[30_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(PictureHeader.Read(file).ExpectRefusal().Code, (string[])["broken-picture", "too-many-pixels"]);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Theory]
    [InlineData(100_000, 2)]
    [InlineData(8_000, 8_000)]
    public void A_few_runs_are_no_huge_picture(int width, int height) =>
        Assert.Equal("too-many-pixels", Picture.Decode(BmpFiles.File(width, height, 8, [255, 1, 0, 1], Colours, compression: 1)).ExpectRefusal().Code);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(0, 9, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData]
    public void Runs_that_end_too_early_are_refused(params int[] runs) =>
        Assert.Equal("broken-picture", Picture.Decode(BmpFiles.File(8, 2, 8, [.. runs.Select(run => (byte)run)], Colours, compression: 1)).ExpectRefusal().Code);

    [Fact]
    public void Every_cut_and_every_lie_has_an_answer()
    {
        byte[][] files =
        [
            BmpFiles.File(9, 5, 8, BmpFiles.Rows(9, 5, 8, (x, y) => Index(x, y, 8)), Colours),
            BmpFiles.File(9, -5, 4, BmpFiles.Rows(9, 5, 4, (x, y) => Index(x, y, 4)), Colours[..16]),
            BmpFiles.File(9, 5, 8, [5, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 2, 1, 2, 9, 0, 1], Colours, compression: 1),
            BmpFiles.File(9, 5, 16, BmpFiles.Rows(9, 5, 16, (x, y) => Spread(x, y, 16)), compression: 3, masks: [0xF800, 0x7E0, 0x1F]),
            BmpFiles.File(9, 5, 32, BmpFiles.Rows(9, 5, 32, (x, y) => Spread(x, y, 32)), compression: 3, header: 124, masks: [0xFF, 0xFF00, 0xFF0000, 0xFF000000]),
        ];
        var random = new Random(17);
        foreach (var file in files)
        {
            for (var length = 0; length < file.Length; length++) Try(file[..length]);
            for (var round = 0; round < 2_000; round++)
            {
                var lie = file.ToArray();
                for (var i = random.Next(1, 6); i > 0; i--) lie[random.Next(2, random.Next(3, lie.Length))] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
                Try(lie);
            }
        }

        static void Try(byte[] file)
        {
            if (Picture.Decode(file).Succeeded(out var picture, out _)) picture.Dispose();
        }
    }

    [Fact]
    public void The_clean_file_is_a_png_of_the_same_pixels()
    {
        using var picture = Samples.Noise(60, 40, 5);
        var file = BmpFiles.File(60, -40, 24, BmpFiles.Rows(60, 40, 24, (x, y) => (uint)(picture.At(x, y).Blue | picture.At(x, y).Green << 8 | picture.At(x, y).Red << 16)));

        var clean = CleanFile.WithoutMetadata((byte[])[.. file, .. "and a word of the author"u8], PictureHeader.Read(file).Expect()).Expect();

        Assert.Equal(PictureFormat.Png, clean.Format);
        using var back = Picture.Decode(clean.Content).Expect();
        Assert.Equal(picture.Rgb, back.Rgb);
        Assert.Equal(-1, clean.Content.Span.IndexOf("author"u8));
    }

    private static uint Index(int x, int y, int bits) => (uint)((x * 5 + y * 3) & ((1 << bits) - 1));

    /// <summary>A pixel of which every bit is used somewhere.</summary>
    private static uint Spread(int x, int y, int bits) => (uint)((x * 2_654_435_761) + (y * 40_503)) & (bits == 16 ? 0xFFFFu : 0x3FFFFFFFu);

    private static byte Part(uint pixel, uint mask)
    {
        var shift = System.Numerics.BitOperations.TrailingZeroCount(mask);
        return (byte)Math.Round((pixel & mask) / Math.Pow(2, shift) * 255 / (mask >> shift));
    }

    private static void AssertPixels(byte[] file, bool topDown, Func<int, int, (byte Red, byte Green, byte Blue)> expected, bool isWitnessed = true) =>
        AssertPixels(file, topDown, Width, Height, expected, isWitnessed);

    // What is expected is told in the order of the file's rows. Skia reads bitmaps too, and is a witness where it follows the same rules.
    private static void AssertPixels(byte[] file, bool topDown, int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> expected, bool isWitnessed)
    {
        Assert.Equal(new PictureHeader(PictureFormat.Bmp, width, height, 1), PictureHeader.Read(file).Expect());
        using var picture = Picture.Decode(file).Expect();
        using var witness = isWitnessed ? SKBitmap.Decode(file) : null;
        Assert.Equal((width, height), (picture.Width, picture.Height));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = expected(x, topDown ? y : height - 1 - y);
                Assert.Equal((x, y, red, green, blue), (x, y, picture.At(x, y).Red, picture.At(x, y).Green, picture.At(x, y).Blue));
                if (witness?.GetPixel(x, y) is { } seen)
                {
                    Assert.InRange(Math.Max(Math.Abs(seen.Red - red), Math.Max(Math.Abs(seen.Green - green), Math.Abs(seen.Blue - blue))), 0, 1);
                }
            }
        }
    }
}

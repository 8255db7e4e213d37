using System.Text;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using NetVips;

namespace Iris.Tests.Platform.Imaging;

public sealed class ColourTests
{
    [Theory]
    [InlineData(1, 'R', 'G', 'B', 'W')]
    [InlineData(2, 'G', 'R', 'W', 'B')]
    [InlineData(3, 'W', 'B', 'G', 'R')]
    [InlineData(4, 'B', 'W', 'R', 'G')]
    [InlineData(5, 'R', 'B', 'G', 'W')]
    [InlineData(6, 'B', 'R', 'W', 'G')]
    [InlineData(7, 'W', 'G', 'B', 'R')]
    [InlineData(8, 'G', 'W', 'R', 'B')]
    public void Orientation_is_applied(int orientation, char topLeft, char topRight, char bottomLeft, char bottomRight)
    {
        using var stored = Samples.Paint(96, 64, (x, y) => (x < 48, y < 32) switch
        {
            (true, true) => (255, 0, 0),
            (false, true) => (0, 255, 0),
            (true, false) => (0, 0, 255),
            _ => (255, 255, 255),
        });
        var file = PictureFiles.WithOrientation(stored.Encode(PictureFormat.Jpeg, 95), orientation);
        var header = PictureHeader.Read(file).Expect();
        foreach (var side in (int?[])[null, 48])
        {
            using var picture = Picture.Decode(file, side).Expect();
            var (width, height) = orientation >= 5 ? (64, 96) : (96, 64);
            Assert.Equal((width, height), (header.Width, header.Height));
            Assert.Equal(side is null ? (width, height) : (width / 2, height / 2), (picture.Width, picture.Height));
            var corners = new StringBuilder();
            foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(1, 1), (3, 1), (1, 3), (3, 3)])
            {
                corners.Append(picture.At(x * picture.Width / 4, y * picture.Height / 4) switch
                {
                    ( > 200, < 60, < 60) => 'R',
                    ( < 60, > 200, < 60) => 'G',
                    ( < 60, < 60, > 200) => 'B',
                    ( > 200, > 200, > 200) => 'W',
                    _ => '?',
                });
            }

            Assert.Equal($"{topLeft}{topRight}{bottomLeft}{bottomRight}", corners.ToString());
        }
    }

    [Theory]
    [InlineData(8, 0, new byte[] { 128 }, 128, 128, 128)]
    [InlineData(16, 0, new byte[] { 128, 128 }, 128, 128, 128)]
    [InlineData(8, 4, new byte[] { 0, 0 }, 255, 255, 255)]
    [InlineData(16, 4, new byte[] { 0, 0, 0, 0 }, 255, 255, 255)]
    [InlineData(8, 6, new byte[] { 255, 0, 0, 255 }, 255, 0, 0)]
    [InlineData(8, 6, new byte[] { 0, 0, 0, 0 }, 255, 255, 255)]
    [InlineData(8, 6, new byte[] { 255, 0, 0, 51 }, 255, 204, 204)]
    [InlineData(16, 2, new byte[] { 255, 255, 128, 128, 0, 0 }, 255, 128, 0)]
    [InlineData(16, 6, new byte[] { 255, 255, 0, 0, 0, 0, 51, 51 }, 255, 204, 204)]
    [InlineData(1, 0, new byte[] { 128 }, 255, 255, 255)]
    public void Any_depth_and_transparency_becomes_eight_bit_colour_on_white(int depth, int colourType, byte[] pixel, int red, int green, int blue)
    {
        using var picture = Picture.Decode(PictureFiles.Png(1, 1, depth, colourType, pixel)).Expect();
        var (r, g, b) = picture.At(0, 0);
        Assert.InRange(r, red - 1, red + 1);
        Assert.InRange(g, green - 1, green + 1);
        Assert.InRange(b, blue - 1, blue + 1);
    }

    [Fact]
    public void Print_colours_become_screen_colours()
    {
        using var picture = Samples.Plain(64, 64, 220, 30, 40);
        using var image = Samples.ToImage(picture).Then(it => it.Colourspace(Enums.Interpretation.Cmyk));
        using var back = Picture.Decode(image.JpegsaveBuffer(95)).Expect();
        var (red, green, blue) = back.At(32, 32);
        Assert.True(red > 180 && green < 80 && blue < 90, $"{red}, {green}, {blue}");
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 255, 255, 255)]
    [InlineData(255, 0, 0, 0, 0, 255, 255)]
    [InlineData(0, 0, 0, 255, 0, 0, 0)]
    [InlineData(128, 64, 0, 64, 95, 143, 191)]
    public void Inks_without_a_profile_take_their_share_of_the_light(byte cyan, byte magenta, byte yellow, byte black, int red, int green, int blue)
    {
        var inks = TiffFiles.Samples(64, 64, 4, Enums.BandFormat.Uchar, (_, _, band) => new[] { cyan, magenta, yellow, black }[band]);
        using var image = inks.Then(it => it.Copy(interpretation: Enums.Interpretation.Cmyk));
        foreach (var file in (byte[][])[image.JpegsaveBuffer(100, keep: Enums.ForeignKeep.None), image.TiffsaveBuffer()])
        {
            using var picture = Picture.Decode(file).Expect();
            Samples.AssertClose([(byte)red, (byte)green, (byte)blue], picture.Rgb[..3], 3);
        }
    }

    [Fact]
    public void A_colour_profile_is_applied()
    {
        using var picture = Samples.Plain(64, 64, 200, 100, 100);
        using var image = Samples.ToImage(picture).Then(it => it.IccTransform("p3", inputProfile: "srgb"));
        var file = image.PngsaveBuffer();
        using var back = Picture.Decode(file).Expect();
        Samples.AssertClose(picture.Rgb, back.Rgb, 2);
    }

    [Fact]
    public void A_profile_that_fits_no_picture_is_ignored()
    {
        using var picture = Samples.Plain(64, 64, 200, 100, 100);
        var file = PictureFiles.WithSegment(picture.Encode(PictureFormat.Jpeg), 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. new byte[400]]);
        using var back = Picture.Decode(file).Expect();
        Samples.AssertClose(picture.Rgb, back.Rgb, 4);
    }

    [Fact]
    public void A_wrong_range_in_the_scan_header_is_forgiven()
    {
        var file = Samples.Photograph(1);
        using var expected = Picture.Decode(file).Expect();
        var scan = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        file[scan + 12] = 0;
        using var picture = Picture.Decode(file).Expect();
        Assert.True(expected.Rgb.SequenceEqual(picture.Rgb));
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    public void Nothing_of_the_metadata_survives(PictureFormat format)
    {
        using var source = Samples.Gradient(64, 64);
        var secret = PictureFiles.WithSegment(PictureFiles.WithOrientation(source.Encode(PictureFormat.Jpeg), 1), 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"u8]);
        secret = PictureFiles.WithSegment(secret, 0xFE, [.. "SECRET comment"u8]);
        using var picture = Picture.Decode(secret).Expect();
        var written = picture.Encode(format).AsSpan();
        foreach (var trace in (string[])["Exif", "SECRET", "xmp", "ICC", "eXIf", "tEXt", "iTXt"])
        {
            Assert.Equal(-1, written.IndexOf(Encoding.ASCII.GetBytes(trace)));
        }
    }

    [Fact]
    public void The_first_frame_of_an_animation_is_the_picture()
    {
        using var gif = Picture.Decode(PictureFiles.Gif(10, 10, 3)).Expect();
        Assert.Equal((10, 10), (gif.Width, gif.Height));
        using var webp = Picture.Decode(PictureFiles.AnimatedWebP(32)).Expect();
        Assert.Equal((32, 32), (webp.Width, webp.Height));
        Assert.InRange(webp.At(4, 4).Red, 190, 210);
        using var thumbnail = Picture.Decode(PictureFiles.AnimatedWebP(32), 16).Expect();
        Assert.Equal((16, 16), (thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public void Around_a_first_frame_that_is_smaller_than_its_canvas_there_is_nothing()
    {
        // Colour 0 is black, 1 white; the frame is one black pixel.
        byte[] gif = [.. "GIF89a"u8, 5, 0, 4, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFE, 2, 7, 7, 0, 0x2C, 2, 0, 1, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

        using var picture = Picture.Decode(gif).Expect();

        Assert.Equal((5, 4), (picture.Width, picture.Height));
        Assert.Equal((0, 0, 0), picture.At(2, 1));
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 1), (3, 1), (2, 0), (2, 2), (4, 3)])
        {
            Assert.Equal((255, 255, 255), picture.At(x, y));
        }
    }

    [Fact]
    public void An_AVIF_is_decoded()
    {
        using var picture = Samples.Gradient(80, 60);
        using var image = Samples.ToImage(picture);
        var file = image.HeifsaveBuffer(90, compression: Enums.ForeignHeifCompression.Av1, effort: 0);
        Assert.Equal(new PictureHeader(PictureFormat.Avif, 80, 60, 1), PictureHeader.Read(file).Expect());
        using var back = Picture.Decode(file, 40).Expect();
        Assert.Equal((40, 30), (back.Width, back.Height));
    }
}

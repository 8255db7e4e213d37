using System.Buffers.Binary;
using System.Text;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Files;

namespace Iris.Tests.Platform.Imaging;

public sealed class CleanFileTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("37.566 N 126.978 E, SM-S918N, ann");

    [Theory]
    [InlineData(0xE1)] // Exif and XMP
    [InlineData(0xED)] // Photoshop
    [InlineData(0xE2)] // neither a colour profile nor anything else that is needed
    [InlineData(0xFE)] // comment
    public void A_jpeg_loses_its_segments_and_keeps_its_pixels(byte marker)
    {
        var jpeg = Samples.Photograph(5);

        AssertClean(jpeg, [.. jpeg[..2], .. Segment(marker), .. jpeg[2..], .. Secret]);
    }

    [Fact]
    public void A_jpeg_held_sideways_stays_so()
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0"u8, .. Secret];
        var jpeg = Samples.Photograph(5);
        byte[] sideways = [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
        var header = PictureHeader.Read(sideways).Value!;
        Assert.Equal(6, header.Orientation);

        AssertClean(sideways, sideways);
    }

    [Fact]
    public void A_progressive_jpeg_with_several_scans_survives()
    {
        var jpeg = Samples.Photograph(1);

        AssertClean(jpeg, jpeg);
    }

    [Fact]
    public void A_png_loses_its_texts_and_keeps_its_pixels()
    {
        using var picture = Samples.Gradient(60, 40);
        var png = picture.Encode(PictureFormat.Png);
        const int AfterHeader = 8 + 25;

        AssertClean(png, [.. png[..AfterHeader], .. PictureFiles.Chunk("tEXt", Secret), .. PictureFiles.Chunk("eXIf", Secret), .. png[AfterHeader..], .. Secret]);
    }

    [Fact]
    public void A_webp_loses_its_metadata_and_keeps_its_pixels()
    {
        using var picture = Samples.Gradient(60, 40);
        var webp = picture.Encode(PictureFormat.WebP);
        byte[] chunk = [.. "XMP "u8, (byte)Secret.Length, 0, 0, 0, .. Secret, 0];
        byte[] secret = [.. webp, .. chunk[..(8 + Secret.Length + (Secret.Length & 1))]];
        BinaryPrimitives.WriteUInt32LittleEndian(secret.AsSpan(4), (uint)secret.Length - 8);

        AssertClean(webp, secret);
    }

    [Fact]
    public void A_gif_becomes_a_still_jpeg()
    {
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, 0x21, 0xFE, (byte)Secret.Length, .. Secret, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
        var header = PictureHeader.Read(gif).Value!;

        var clean = CleanFile.WithoutMetadata(gif, header).Value!;

        Assert.Equal(PictureFormat.Jpeg, clean.Format);
        Assert.Equal(-1, clean.Content.Span.IndexOf(Secret));
    }

    private static void AssertClean(byte[] original, byte[] withSecret)
    {
        var clean = CleanFile.WithoutMetadata(withSecret, PictureHeader.Read(withSecret).Value!).Value!;

        Assert.Equal(-1, clean.Content.Span.IndexOf(Secret));
        using var before = Picture.Decode(original).Value!;
        using var after = Picture.Decode(clean.Content).Value!;
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        Assert.True(before.Rgb.SequenceEqual(after.Rgb));
    }

    private static byte[] Segment(byte marker) => [0xFF, marker, 0, (byte)(Secret.Length + 2), .. Secret];
}

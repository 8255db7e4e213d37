using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Imaging;

public sealed class PictureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Real_photographs_are_decoded(int number)
    {
        var file = Samples.Photograph(number);
        var header = PictureHeader.Read(file).Expect();
        using var picture = Picture.Decode(file).Expect();
        Assert.Equal((PictureFormat.Jpeg, 1), (header.Format, header.Frames));
        Assert.Equal((header.Width, header.Height), (picture.Width, picture.Height));
        Assert.Equal(3 * header.Width * header.Height, picture.Rgb.Length);
    }

    [Theory]
    [InlineData(PictureFormat.Jpeg, 12)]
    [InlineData(PictureFormat.Png, 0)]
    [InlineData(PictureFormat.WebP, 16)]
    public void What_is_encoded_is_decoded_again(PictureFormat format, int tolerance)
    {
        using var picture = Samples.Gradient(300, 200);
        var file = picture.Encode(format, 95);
        using var back = Picture.Decode(file).Expect();
        Assert.Equal(format, PictureHeader.Read(file).Expect().Format);
        Assert.Equal((300, 200), (back.Width, back.Height));
        Samples.AssertClose(picture.Rgb, back.Rgb, tolerance);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(640)]
    [InlineData(100)]
    [InlineData(1)]
    public void A_thumbnail_has_the_size_of_a_resized_picture(int side)
    {
        var file = Samples.Photograph(1);
        using var full = Picture.Decode(file).Expect();
        using var resized = full.Resize(side);
        using var thumbnail = Picture.Decode(file, side).Expect();
        Assert.Equal((resized.Width, resized.Height), (thumbnail.Width, thumbnail.Height));
        Assert.Equal(Math.Min(side, Math.Max(full.Width, full.Height)), Math.Max(thumbnail.Width, thumbnail.Height));
        Assert.True(Samples.MeanDifference(resized.Rgb, thumbnail.Rgb) < 6);
    }

    [Fact]
    public void An_enlarged_picture_goes_smoothly_from_pixel_to_pixel()
    {
        byte[] rgb = [.. Enumerable.Range(0, 8 * 4).SelectMany(i => Enumerable.Repeat((byte)(30 * (i % 8)), 3))];
        using var small = Picture.FromRgb(8, 4, rgb);

        using var large = small.Enlarge(64);
        using var same = small.Enlarge(4);

        Assert.Equal((64, 32), (large.Width, large.Height));
        Assert.Equal(rgb, same.Rgb);
        var row = large.Rgb.Slice(3 * 64 * 16, 3 * 64).ToArray().Where((_, i) => i % 3 == 0).ToArray();
        // A ramp of 30 per pixel becomes one of 30 per eight, but for the edges.
        Assert.All(Enumerable.Range(12, 40), x => Assert.Equal(30 * ((x + 0.5) / 8 - 0.5), row[x], 3.0));
    }

    [Fact]
    public void Resizing_never_enlarges()
    {
        using var picture = Samples.Gradient(30, 20);
        using var resized = picture.Resize(1000);
        Assert.Equal((30, 20), (resized.Width, resized.Height));
        Assert.True(picture.Rgb.SequenceEqual(resized.Rgb));
    }
}

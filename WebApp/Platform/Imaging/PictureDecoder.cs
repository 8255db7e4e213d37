using NetVips;

namespace Iris.Platform.Imaging;

/// <summary>
/// From a file of any colour space, depth and orientation to 8-bit sRGB. The source is read once, top to bottom, so that only some rows of the full
/// picture are in memory when a smaller one is wanted.
/// </summary>
internal static class PictureDecoder
{
    private static readonly double[] White = [255], White16 = [65_535];

    /// <summary>Decodes a file; bad bytes are refused (the refusals of <see cref="PictureHeader.Read"/>) and never throw.</summary>
    /// <param name="file">In any of <see cref="PictureFormat"/>.</param>
    /// <param name="longestSide">If given, the picture becomes at most that wide and high.</param>
    /// <param name="limits">Null: <see cref="PictureLimits.Default"/>.</param>
    /// <param name="pull">Computes the pixels of three 8-bit sRGB bands; the image lives no longer than this call.</param>
    public static Outcome<T> Decode<T>(ReadOnlyMemory<byte> file, int? longestSide, PictureLimits? limits, Func<Image, T> pull)
    {
        if (!PictureHeader.Read(file, limits).Succeeded(out var header, out var refusal))
        {
            return refusal;
        }

        try
        {
            using var image = Open(new PictureSource(file), header, longestSide);
            return pull(image);
        }
        catch (VipsException)
        {
            // The header was fine, so the caller's pixels are not.
            return PictureHeader.Broken;
        }
    }

    private static Image Open(PictureSource source, PictureHeader header, int? longestSide)
    {
        var factor = longestSide is { } side ? Math.Max(1, Math.Max(header.Width, header.Height) / (double)side) : 1;
        var image = source.Open(header.Format, header.Format is PictureFormat.Jpeg ? BlockShrink(factor) : factor);
        try
        {
            image = OnWhite(image);
            // Pixels are still as stored: orientation comes last, on the smaller picture.
            var sideways = Orientation(image) >= 5;
            var (width, height) = Fit(header.Width, header.Height, longestSide ?? int.MaxValue);
            image = Resize(image, sideways ? height : width, sideways ? width : height);
            // Colours after the size, because a profile costs more per pixel than anything else here.
            image = ToSrgb(image);
            // Turning reads in another order than the file is decoded in.
            return Orientation(image) > 1 ? image.Then(it => it.CopyMemory()).Then(it => it.Autorot()) : image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>The size with the same proportions that is at most <paramref name="longestSide"/> wide and high, and at least 1.</summary>
    public static (int Width, int Height) Fit(int width, int height, int longestSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longestSide);
        var scale = Math.Min(1, longestSide / (double)Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>Shrinks with a Lanczos filter, or enlarges with a bicubic one, to exactly this size; consumes the image.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        var (fromWidth, fromHeight) = (image.Width, image.Height);
        return (width, height) == (fromWidth, fromHeight)
            ? image
            : image.Then(it => it.Resize(width / (double)fromWidth, vscale: height / (double)fromHeight));
    }

    /// <summary>A JPEG shrinks by these factors while it is decoded, for less than the price of a full decode.</summary>
    private static int BlockShrink(double factor) => factor switch
    {
        >= 8 => 8,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };

    /// <summary>Without transparency; consumes the image.</summary>
    private static Image OnWhite(Image image) =>
        image.HasAlpha() ? image.Then(it => it.Flatten(it.Interpretation is Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16 ? White16 : White)) : image;

    /// <summary>Three 8-bit sRGB bands; consumes the image.</summary>
    private static Image ToSrgb(Image image)
    {
        if (image.Contains("icc-profile-data"))
        {
            image = ApplyProfile(image);
        }

        if (image.Interpretation is not Enums.Interpretation.Srgb || image.Bands < 3)
        {
            image = image.Then(it => it.Colourspace(Enums.Interpretation.Srgb));
        }

        return image.Bands == 3 ? image : throw new VipsException($"{image.Bands} bands are left.");
    }

    private static Image ApplyProfile(Image image)
    {
        try
        {
            var converted = image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8);
            image.Dispose();
            return converted;
        }
        catch (VipsException)
        {
            // A profile that lies about its picture is ignored, as browsers do.
            return image;
        }
    }

    /// <summary>How the camera was held, 1 to 8 as in Exif.</summary>
    public static int Orientation(Image image) => image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var held ? held : 1;

    /// <summary>How many pictures the file holds.</summary>
    public static int Pages(Image image) => image.Contains("n-pages") && image.Get("n-pages") is int and > 1 and var pages ? pages : 1;
}

namespace Iris.Platform.Imaging;

/// <summary>
/// From a file of any colour space, depth and orientation to 8-bit sRGB. The source is read once, top to bottom, so that only some rows of the full
/// picture are in memory when a smaller one is wanted.
/// </summary>
internal static class PictureDecoder
{
    private const int Srgb = 22, Rgb16 = 25, Grey16 = 26, RelativeIntent = 1;
    private static readonly double[] White = [255], White16 = [65_535];

    /// <summary>Decodes a picture whose header was read and found good.</summary>
    /// <exception cref="VipsException">The pixels are broken.</exception>
    public static Picture Decode(PictureSource source, PictureHeader header, int? longestSide)
    {
        var factor = longestSide is { } side ? Math.Max(1, Math.Max(header.Width, header.Height) / (double)side) : 1;
        var image = source.Open(header.Format, header.Format is PictureFormat.Jpeg ? BlockShrink(factor) : factor);
        try
        {
            image = OnWhite(image);
            // Pixels are still as stored: orientation comes last, on the smaller picture.
            var sideways = Vips.Orientation(image) >= 5;
            var (width, height) = Fit(header.Width, header.Height, longestSide ?? int.MaxValue);
            image = Resize(image, sideways ? height : width, sideways ? width : height);
            // Colours after the size, because a profile costs more per pixel than anything else here.
            image = ToSrgb(image);
            if (Vips.Orientation(image) > 1)
            {
                // Turning reads in another order than the file is decoded in.
                image = image.Computed().Apply("autorot");
            }

            return Picture.From(image);
        }
        finally
        {
            image.Dispose();
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
    public static VipsImage Resize(VipsImage image, int width, int height)
    {
        var (fromWidth, fromHeight) = (Vips.Width(image), Vips.Height(image));
        return (width, height) == (fromWidth, fromHeight)
            ? image
            : image.Apply("resize", ("scale", width / (double)fromWidth), ("vscale", height / (double)fromHeight));
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
    private static VipsImage OnWhite(VipsImage image) =>
        Vips.HasAlpha(image) ? image.Apply("flatten", ("background", Vips.Interpretation(image) is Rgb16 or Grey16 ? White16 : White)) : image;

    /// <summary>Three 8-bit sRGB bands; consumes the image.</summary>
    private static VipsImage ToSrgb(VipsImage image)
    {
        if (Vips.FieldType(image, "icc-profile-data") != 0)
        {
            image = ApplyProfile(image);
        }

        if (Vips.Interpretation(image) != Srgb || Vips.Bands(image) < 3)
        {
            image = image.Apply("colourspace", ("space", Srgb));
        }

        return Vips.Bands(image) == 3 ? image : throw new VipsException("convert colours", $"{Vips.Bands(image)} bands are left.");
    }

    private static VipsImage ApplyProfile(VipsImage image)
    {
        try
        {
            var converted = VipsImage.Run("icc_transform", ("in", image), ("output-profile", "srgb"), ("embedded", true), ("intent", RelativeIntent), ("depth", 8));
            image.Dispose();
            return converted;
        }
        catch (VipsException)
        {
            // A profile that lies about its picture is ignored, as browsers do.
            return image;
        }
    }
}

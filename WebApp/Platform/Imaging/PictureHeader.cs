using Iris.Platform.Imaging.Decoding;
using Iris.Platform.Imaging.Files;
using NetVips;

namespace Iris.Platform.Imaging;

/// <summary>What a picture's file says about itself, without decoding pixels.</summary>
/// <param name="Format">By the first bytes.</param>
/// <param name="Width">In pixels, as it is to be seen: after the camera's orientation.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
/// <param name="Frames">1, or more for an animation or a file with several pages; only the first is ever decoded.</param>
public sealed record PictureHeader(PictureFormat Format, int Width, int Height, int Frames)
{
    /// <summary>
    /// Reads the header and checks the limits. Refusals: <c>picture-too-large</c> (413), <c>not-a-picture</c> and <c>unsupported-picture</c> (415),
    /// <c>broken-picture</c>, <c>too-many-pixels</c> and <c>too-many-frames</c> (422).
    /// </summary>
    public static Outcome<PictureHeader> Read(ReadOnlyMemory<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        if (file.Length > limits.Bytes)
        {
            return TooLarge(limits);
        }

        if (PictureFormats.Recognize(file.Span) is not { } format)
        {
            return Refusal.Of<ImagingText>("not-a-picture", StatusCodes.Status415UnsupportedMediaType);
        }

        if (format is PictureFormat.Bmp)
        {
            return ReadBitmap(file.Span, limits);
        }

        // libvips follows a file's directories for as long as there are any, and does not say why it can't read a picture.
        var tiff = format is PictureFormat.Tiff ? TiffFile.Read(file.Span, limits.Frames) : null;
        if (tiff is { IsReadable: false })
        {
            return Unsupported;
        }

        if (format is PictureFormat.Tiff && tiff is null)
        {
            return Broken;
        }

        if (tiff?.Pages > limits.Frames)
        {
            return TooManyFrames(limits);
        }

        try
        {
            using var image = new PictureSource(file).Open(format);
            var (width, height) = (image.Width, image.Height);
            if (IsTooLarge(width, height, limits))
            {
                return TooManyPixels(limits);
            }

            var frames = tiff?.Pages ?? PictureDecoder.Pages(image);
            if (frames > limits.Frames)
            {
                return TooManyFrames(limits);
            }

            var orientation = PictureDecoder.Orientation(image);
            var sideways = orientation >= 5;
            return new PictureHeader(format, sideways ? height : width, sideways ? width : height, frames) { Orientation = orientation, HasAlpha = tiff?.HasAlpha };
        }
        catch (VipsException)
        {
            return Broken;
        }
    }

    /// <summary>How the camera was held, 1 to 8 as in Exif; 1 is upright.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Of a TIFF: whether its last band is opacity, and no colour more. Null where the decoder knows.</summary>
    internal bool? HasAlpha { get; init; }

    /// <summary>For those who see the size of a file before they hold all of it.</summary>
    internal static Refusal TooLarge(PictureLimits limits) =>
        Refusal.Of<ImagingText>("picture-too-large", StatusCodes.Status413PayloadTooLarge, limits.Bytes / 1_000_000);

    private static Outcome<PictureHeader> ReadBitmap(ReadOnlySpan<byte> file, PictureLimits limits) => BmpFile.Read(file) switch
    {
        null => Broken,
        { IsReadable: false } => Unsupported,
        var bitmap when IsTooLarge(bitmap.Width, bitmap.Height, limits) => TooManyPixels(limits),
        var bitmap => new PictureHeader(PictureFormat.Bmp, bitmap.Width, (int)bitmap.Height, Frames: 1),
    };

    private static bool IsTooLarge(long width, long height, PictureLimits limits) => width * height > limits.Pixels || Math.Max(width, height) > limits.Side;

    private static Refusal TooManyPixels(PictureLimits limits) =>
        Refusal.Of<ImagingText>("too-many-pixels", StatusCodes.Status422UnprocessableEntity, limits.Pixels / 1_000_000, limits.Side);

    private static Refusal Unsupported => Refusal.Of<ImagingText>("unsupported-picture", StatusCodes.Status415UnsupportedMediaType);

    private static Refusal TooManyFrames(PictureLimits limits) =>
        Refusal.Of<ImagingText>("too-many-frames", StatusCodes.Status422UnprocessableEntity, limits.Frames);

    internal static Refusal Broken => Refusal.Of<ImagingText>("broken-picture", StatusCodes.Status422UnprocessableEntity);
}

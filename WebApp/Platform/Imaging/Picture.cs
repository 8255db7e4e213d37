using System.Drawing;
using Iris.Platform.Imaging.Decoding;
using NetVips;

namespace Iris.Platform.Imaging;

/// <summary>
/// A picture in memory: 8-bit sRGB, red, green and blue interleaved, rows top to bottom without padding. The camera's orientation is applied, transparency
/// stands on white, and nothing of the file's metadata is left. Safe to read from several threads.
/// </summary>
public sealed class Picture : IDisposable
{
    static Picture() => Libvips.Start();

    private readonly PixelMemory pixels;

    private Picture(int width, int height, PixelMemory pixels)
    {
        if (pixels.Length != checked(3 * width * height))
        {
            pixels.Dispose();
            throw new ArgumentException($"{pixels.Length} bytes are not {width} × {height} pixels.", nameof(pixels));
        }

        (Width, Height, this.pixels) = (width, height, pixels);
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>How a file with more than 8 bits per sample was stretched to them; null for all others, and for those that use their range.</summary>
    public StretchedRange? Stretch { get; private init; }

    /// <summary>3 × <see cref="Width"/> × <see cref="Height"/> bytes, valid until the picture is disposed.</summary>
    public unsafe ReadOnlySpan<byte> Rgb => new(pixels.Start, pixels.Length);

    /// <summary>Decodes a file; bad bytes are refused (the refusals of <see cref="PictureHeader.Read"/>) and never throw.</summary>
    /// <param name="file">JPEG, PNG, WebP, GIF, AVIF, TIFF or BMP, told apart by content.</param>
    /// <param name="longestSide">If given, the picture is at most that wide and high, which is much cheaper than decoding and then resizing.</param>
    /// <param name="limits">Null: <see cref="PictureLimits.Default"/>.</param>
    public static Outcome<Picture> Decode(ReadOnlyMemory<byte> file, int? longestSide = null, PictureLimits? limits = null) =>
        PictureDecoder.Decode(file, longestSide, limits, From);

    /// <summary>Copies pixels: 3 × width × height bytes.</summary>
    public static unsafe Picture FromRgb(int width, int height, ReadOnlySpan<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, checked(3 * width * height));
        var pixels = PixelMemory.Allocate(rgb.Length);
        rgb.CopyTo(new Span<byte>(pixels.Start, pixels.Length));
        return new Picture(width, height, pixels);
    }

    /// <summary>A copy that is at most <paramref name="longestSide"/> wide and high (antialiased); never enlarged.</summary>
    public Picture Resize(int longestSide)
    {
        var (width, height) = PictureDecoder.Fit(Width, Height, longestSide);
        using var image = PictureDecoder.Resize(ToImage(), width, height);
        return From(image);
    }

    /// <summary>A copy whose longer side is <paramref name="longestSide"/>, enlarged with bicubic curves; never reduced.</summary>
    public Picture Enlarge(int longestSide)
    {
        var scale = Math.Max(1, longestSide / (double)Math.Max(Width, Height));
        using var image = PictureDecoder.Resize(ToImage(), (int)Math.Round(Width * scale), (int)Math.Round(Height * scale));
        return From(image);
    }

    /// <summary>Encodes as <see cref="PictureFormat.Jpeg"/>, <see cref="PictureFormat.Png"/> or <see cref="PictureFormat.WebP"/>, without any metadata.</summary>
    /// <param name="format">Formats that Iris only reads are refused with an exception.</param>
    /// <param name="quality">1 to 100; PNG has none.</param>
    public byte[] Encode(PictureFormat format, int quality = 85)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using var image = ToImage();
        return format switch
        {
            PictureFormat.Jpeg => image.JpegsaveBuffer(quality, optimizeCoding: true, keep: Enums.ForeignKeep.None),
            PictureFormat.Png => image.PngsaveBuffer(keep: Enums.ForeignKeep.None),
            PictureFormat.WebP => image.WebpsaveBuffer(quality, keep: Enums.ForeignKeep.None),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Iris reads this format but does not write it."),
        };
    }

    /// <summary>
    /// Samples the picture bilinearly straight into a network's input, without allocating. What lies outside is black before scale and offset.
    /// </summary>
    /// <param name="map">From output pixels to picture coordinates (pixel centres, see <see cref="Affine"/>).</param>
    /// <param name="width">Width of the output.</param>
    /// <param name="height">Height of the output.</param>
    /// <param name="tensor">Exactly 3 × width × height floats.</param>
    /// <param name="format">Layout and normalisation.</param>
    /// <param name="content">Only these pixels are seen, the rest is black, as if the picture had been cropped first. Null: the whole picture.</param>
    /// <param name="frame">
    /// Sample points are moved into this rectangle first, as when a picture padded with black to this rectangle is resized: TensorFlow's and OpenCV's resize
    /// repeat the last row and column. It may reach beyond the picture. Null: no such edge.
    /// </param>
    public unsafe void Warp(
        in Affine map, int width, int height, Span<float> tensor, in TensorFormat format, Rectangle? content = null, Rectangle? frame = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tensor.Length, checked(3 * width * height));
        if (!map.IsFinite)
        {
            throw new ArgumentOutOfRangeException(nameof(map), map, "A map has finite coefficients.");
        }

        var sampler = new BilinearSampler(pixels.Start, Width, Height, content, frame);
        fixed (float* start = tensor)
        {
            Warper.Fill(sampler, map, width, height, start, format);
        }

        GC.KeepAlive(pixels);
    }

    public void Dispose() => pixels.Dispose();

    /// <summary>Pulls all pixels out of an image that has three 8-bit bands.</summary>
    private static Picture From(Image image, StretchedRange? stretch = null) => new(image.Width, image.Height, PixelMemory.Of(image)) { Stretch = stretch };

    private unsafe Image ToImage() =>
        Image.NewFromMemory((nint)pixels.Start, (ulong)pixels.Length, Width, Height, 3, Enums.BandFormat.Uchar).Then(it => it.Copy(interpretation: Enums.Interpretation.Srgb));
}

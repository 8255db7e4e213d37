using System.Drawing;
using System.Runtime.InteropServices;
using Iris.Platform.Imaging.Files;
using NetVips;

namespace Iris.Platform.Imaging.Decoding;

/// <summary>An uploaded file, from which libvips reads as it decodes. Images opened from it must be disposed first.</summary>
internal sealed class PictureSource(ReadOnlyMemory<byte> file)
{
    static PictureSource() => Libvips.Start();

    /// <summary>
    /// Reads the header with the loader of exactly this format; nothing is guessed from the content. Pixels are decoded, once and top to bottom, when they
    /// are pulled, and broken ones fail then.
    /// </summary>
    /// <param name="format">What <see cref="PictureFormats.Recognize"/> found.</param>
    /// <param name="shrink">Decode to about 1/shrink of the size, cheaply: 1, 2, 4 or 8 for JPEG, anything from 1 for WebP, ignored by the others.</param>
    /// <exception cref="VipsException">The header is broken.</exception>
    public Image Open(PictureFormat format, double shrink = 1) => format switch
    {
        PictureFormat.Jpeg => Image.JpegloadStream(Stream(JpegFile.Mended(file)), (int)shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        PictureFormat.Png => Image.PngloadStream(Stream(PngFile.WithoutTexts(file)), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.WebP => Image.WebploadStream(Stream(file), scale: 1 / shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Gif => Image.GifloadStream(Stream(file), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Avif => Image.HeifloadStream(Stream(file), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Tiff => Image.TiffloadStream(Stream(file), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Bmp => Bitmap(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Of a GIF: where its first frame lies on the canvas.</summary>
    public Rectangle? FirstFrame => GifFile.FirstFrame(file.Span);

    private Image Bitmap()
    {
        var bitmap = BmpFile.Read(file.Span);
        return bitmap?.Rgba(file.Span) is not { } rgba
            ? throw new VipsException("The bitmap ends too early.")
            : Image.NewFromMemory(rgba, bitmap.Width, (int)bitmap.Height, 4, Enums.BandFormat.Uchar).Then(it => it.Copy(interpretation: Enums.Interpretation.Srgb));
    }

    /// <summary>The bytes where they are: a large file is not held twice.</summary>
    private static MemoryStream Stream(ReadOnlyMemory<byte> file) => MemoryMarshal.TryGetArray(file, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : throw new NotSupportedException("A file lies in an array.");
}

using System.Buffers;

namespace Iris.Platform.Imaging;

/// <summary>An uploaded file, pinned while libvips reads from it. Images opened from it must be disposed first.</summary>
internal sealed class PictureSource : IDisposable
{
    private const int Sequential = 1, FailOnError = 2;

    private readonly MemoryHandle pin;
    private readonly VipsBlob blob;

    public unsafe PictureSource(ReadOnlyMemory<byte> file)
    {
        pin = file.Pin();
        blob = Vips.NewBlob(0, (byte*)pin.Pointer, (nuint)file.Length);
    }

    /// <summary>
    /// Reads the header with the loader of exactly this format; nothing is guessed from the content. Pixels are decoded, once and top to bottom, when they
    /// are pulled, and broken ones fail then.
    /// </summary>
    /// <param name="format">What <see cref="PictureFormats.Recognize"/> found.</param>
    /// <param name="shrink">Decode to about 1/shrink of the size, cheaply: 1, 2, 4 or 8 for JPEG, anything from 1 for WebP, ignored by the others.</param>
    /// <exception cref="VipsException">The header is broken.</exception>
    public VipsImage Open(PictureFormat format, double shrink = 1) => format switch
    {
        PictureFormat.Jpeg => VipsImage.Run("jpegload_buffer", [.. Common, ("shrink", (int)shrink)]),
        PictureFormat.Png => VipsImage.Run("pngload_buffer", Common),
        PictureFormat.WebP => VipsImage.Run("webpload_buffer", [.. Common, ("scale", 1 / shrink)]),
        PictureFormat.Gif => VipsImage.Run("gifload_buffer", Common),
        PictureFormat.Avif => VipsImage.Run("heifload_buffer", Common),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public void Dispose()
    {
        blob.Dispose();
        pin.Dispose();
    }

    private (string Name, object Value)[] Common => [("buffer", blob), ("access", Sequential), ("fail-on", FailOnError)];
}

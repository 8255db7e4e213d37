using System.Buffers;
using System.Buffers.Binary;

namespace Iris.Platform.Imaging;

/// <summary>An uploaded file, pinned while libvips reads from it. Images opened from it must be disposed first.</summary>
internal sealed class PictureSource : IDisposable
{
    private const int Sequential = 1, FailOnError = 2, FailOnWarning = 3;

    private readonly ReadOnlyMemory<byte> file;
    private readonly MemoryHandle pin;
    private readonly VipsBlob blob;

    public unsafe PictureSource(ReadOnlyMemory<byte> file)
    {
        this.file = file;
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
        PictureFormat.Jpeg => Load("jpegload_buffer", StatesScanOddly(file.Span) ? FailOnError : FailOnWarning, ("shrink", (int)shrink)),
        PictureFormat.Png => Load("pngload_buffer", FailOnError),
        PictureFormat.WebP => Load("webpload_buffer", FailOnError, ("scale", 1 / shrink)),
        PictureFormat.Gif => Load("gifload_buffer", FailOnError),
        PictureFormat.Avif => Load("heifload_buffer", FailOnError),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public void Dispose()
    {
        blob.Dispose();
        pin.Dispose();
    }

    private VipsImage Load(string loader, int failOn, params ReadOnlySpan<(string, object)> more) =>
        VipsImage.Run(loader, [("buffer", blob), ("access", Sequential), ("fail-on", failOn), .. more]);

    /// <summary>
    /// Damaged JPEGs only make warnings, so these count as errors. One warning is harmless: cameras of some telephones state a wrong coefficient range in
    /// the scan header (SOS; ITU-T T.81, B.2.3: 0, 63, 0) of otherwise good sequential pictures.
    /// </summary>
    private static bool StatesScanOddly(ReadOnlySpan<byte> jpeg)
    {
        var sequential = false;
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]))
        {
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            sequential |= jpeg[at + 1] is 0xC0 or 0xC1;
            if (jpeg[at + 1] == 0xDA)
            {
                return sequential && end - at > 5 && end <= jpeg.Length && !jpeg[(end - 3)..end].SequenceEqual((ReadOnlySpan<byte>)[0, 63, 0]);
            }
        }

        return false;
    }
}

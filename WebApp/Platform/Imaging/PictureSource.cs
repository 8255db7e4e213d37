using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetVips;

namespace Iris.Platform.Imaging;

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
        PictureFormat.Jpeg => Image.JpegloadStream(Stream(), (int)shrink, access: Enums.Access.Sequential, failOn: StatesScanOddly(file.Span) ? Enums.FailOn.Error : Enums.FailOn.Warning),
        PictureFormat.Png => Image.PngloadStream(Stream(), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.WebP => Image.WebploadStream(Stream(), scale: 1 / shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Gif => Image.GifloadStream(Stream(), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PictureFormat.Avif => Image.HeifloadStream(Stream(), access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The bytes where they are: a large file is not held twice.</summary>
    private MemoryStream Stream() => MemoryMarshal.TryGetArray(file, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : throw new NotSupportedException("A file lies in an array.");

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

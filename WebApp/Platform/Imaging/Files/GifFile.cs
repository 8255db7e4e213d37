using System.Buffers.Binary;
using System.Drawing;

namespace Iris.Platform.Imaging.Files;

/// <summary>The blocks of a GIF file (GIF89a specification).</summary>
internal static class GifFile
{
    private const int HeaderLength = 13, DescriptorLength = 10;
    private const byte Extension = 0x21, Descriptor = 0x2C;

    /// <summary>Where the first frame lies on the canvas: what is around it is transparent in every browser. Null when there is none.</summary>
    public static Rectangle? FirstFrame(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
        {
            return null;
        }

        var canvas = new Rectangle(0, 0, Number(file, 6), Number(file, 8));
        var at = HeaderLength + ((file[10] & 0x80) != 0 ? 3 << ((file[10] & 7) + 1) : 0);
        while (at + 2 < file.Length && file[at] == Extension)
        {
            // Blocks of up to 255 bytes, each behind its length, until one is empty.
            for (at += 2; at < file.Length && file[at] != 0;)
            {
                at += 1 + file[at];
            }

            at++;
        }

        return at + DescriptorLength <= file.Length && file[at] == Descriptor
            ? Rectangle.Intersect(canvas, new(Number(file, at + 1), Number(file, at + 3), Number(file, at + 5), Number(file, at + 7)))
            : null;
    }

    private static int Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}

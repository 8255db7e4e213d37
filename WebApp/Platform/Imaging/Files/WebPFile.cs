using System.Buffers.Binary;

namespace Iris.Platform.Imaging.Files;

/// <summary>The chunks of a WebP file (RFC 9649).</summary>
internal static class WebPFile
{
    /// <summary>The coded picture with its colour profile and nothing else; null for moving pictures and when the structure is not as it should be.</summary>
    public static byte[]? WithoutMetadata(ReadOnlySpan<byte> file)
    {
        const byte ExifAndXmpFlags = 0b0000_1100;
        var clean = new MemoryStream(file.Length);
        clean.Write(file[..12]);
        for (var position = 12; position + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]);
            if (length > file.Length - position - 8)
            {
                return null;
            }

            var padded = Math.Min((int)length + 8 + (int)(length & 1), file.Length - position);
            var chunk = file.Slice(position, padded);
            var type = chunk[..4];
            if (PngFile.IsOneOf(type, "ANIMANMF"u8))
            {
                return null;
            }

            if (type.SequenceEqual("VP8X"u8))
            {
                var extended = chunk.ToArray();
                extended[8] &= unchecked((byte)~ExifAndXmpFlags);
                clean.Write(extended);
            }
            else if (PngFile.IsOneOf(type, "VP8 VP8LALPHICCP"u8))
            {
                clean.Write(chunk);
            }

            position += padded;
        }

        var content = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)content.Length - 8);
        return content;
    }
}

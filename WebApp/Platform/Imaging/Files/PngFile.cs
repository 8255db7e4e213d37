using System.Buffers.Binary;

namespace Iris.Platform.Imaging.Files;

/// <summary>The chunks of a PNG file (PNG specification, third edition).</summary>
internal static class PngFile
{
    private const int SignatureLength = 8;

    /// <summary>The coded picture with its colours and nothing else; null when the structure is not as it should be.</summary>
    public static byte[]? WithoutMetadata(ReadOnlySpan<byte> file) => Write(file, type => IsOneOf(type, "IHDRPLTEIDATIENDtRNSgAMAcHRMsRGBiCCPsBITcICP"u8));

    /// <summary>
    /// The file without texts, which the decoder would unpack although nobody reads them: one of a kilobyte can hold a megabyte, and there may be hundreds.
    /// The same bytes when there are none, or the structure is not as it should be.
    /// </summary>
    public static ReadOnlyMemory<byte> WithoutTexts(ReadOnlyMemory<byte> file) =>
        HasPackedTexts(file.Span) && Write(file.Span, type => !IsOneOf(type, "zTXtiTXttEXt"u8)) is { } bare ? bare : file;

    /// <summary>Whether a name of four letters is one of those that stand one behind the other in <paramref name="types"/>.</summary>
    public static bool IsOneOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> types)
    {
        for (var i = 0; i < types.Length; i += 4)
        {
            if (types.Slice(i, 4).SequenceEqual(type))
            {
                return true;
            }
        }

        return false;
    }

    private delegate bool Choice(ReadOnlySpan<byte> type);

    private static bool HasPackedTexts(ReadOnlySpan<byte> file)
    {
        for (var position = SignatureLength; Chunk(file, position) is { IsEmpty: false } chunk; position += chunk.Length)
        {
            if (IsOneOf(chunk.Slice(4, 4), "zTXtiTXt"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[]? Write(ReadOnlySpan<byte> file, Choice keep)
    {
        var written = new MemoryStream(file.Length);
        written.Write(file[..SignatureLength]);
        for (var position = SignatureLength; Chunk(file, position) is { IsEmpty: false } chunk; position += chunk.Length)
        {
            var type = chunk.Slice(4, 4);
            if (keep(type))
            {
                written.Write(chunk);
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return written.ToArray();
            }
        }

        return null;
    }

    /// <summary>The whole chunk that begins at a position: length, type, content and checksum. Empty at the end, or where a chunk is cut off.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, int position)
    {
        if (position + 12 > file.Length)
        {
            return [];
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
        return length <= file.Length - position - 12 ? file.Slice(position, (int)length + 12) : [];
    }
}

using System.Buffers.Binary;

namespace Iris.Platform.Imaging;

/// <summary>A picture file without anything but the picture: no place, camera, author, comment or trailing bytes.</summary>
/// <param name="Format">Of <paramref name="Content"/>: JPEG, PNG or WebP.</param>
/// <param name="Content">The whole file.</param>
public sealed record CleanFile(PictureFormat Format, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// Copies a file that was already decoded successfully, leaving its metadata out. JPEG, PNG and WebP keep their coded pixels, colour profile and
    /// orientation bit for bit; other formats, moving pictures and files with an unexpected structure are decoded and saved anew.
    /// </summary>
    public static Outcome<CleanFile> WithoutMetadata(ReadOnlyMemory<byte> file, PictureHeader header)
    {
        var content = (header.Format, header.Orientation) switch
        {
            (PictureFormat.Jpeg, _) => WithoutJpegSegments(file.Span, header.Orientation),
            (PictureFormat.Png, 1) => WithoutPngChunks(file.Span),
            (PictureFormat.WebP, 1) => WithoutWebPChunks(file.Span),
            _ => null,
        };
        if (content is not null)
        {
            return new CleanFile(header.Format, content);
        }

        if (!Picture.Decode(file).Succeeded(out var picture, out var refusal))
        {
            return refusal;
        }

        using (picture)
        {
            return new CleanFile(PictureFormat.Jpeg, picture.Encode(PictureFormat.Jpeg, 95));
        }
    }

    /// <summary>Markers and segments as in ITU T.81, Annex B. Null when the structure is not as it should be.</summary>
    private static byte[]? WithoutJpegSegments(ReadOnlySpan<byte> file, int orientation)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
        {
            return null;
        }

        var clean = new MemoryStream(file.Length);
        clean.Write(file[..2]);
        if (orientation != 1)
        {
            clean.Write(OrientationSegment(orientation));
        }

        var position = 2;
        while (position + 4 <= file.Length && file[position] == 0xFF)
        {
            var marker = file[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            if (marker == 0xD9)
            {
                break;
            }

            var end = position + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (end > file.Length || end < position + 4)
            {
                return null;
            }

            if (marker == 0xDA)
            {
                end += CodedLength(file[end..]);
            }

            if (IsPartOfPicture(marker, file[(position + 4)..end]))
            {
                clean.Write(file[position..end]);
            }

            position = end;
        }

        clean.Write([0xFF, 0xD9]);
        return clean.ToArray();
    }

    private static bool IsPartOfPicture(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE2 => segment.StartsWith("ICC_PROFILE\0"u8),
        0xE0 or 0xEE => true, // JFIF, and Adobe's segment, which says how the colours are coded
        (>= 0xE1 and <= 0xEF) or 0xFE => false,
        _ => true,
    };

    /// <summary>Length of the entropy-coded data in front of the next marker that is neither a stuffed zero nor a restart.</summary>
    private static int CodedLength(ReadOnlySpan<byte> data)
    {
        for (var position = 0; ;)
        {
            var next = data[position..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= data.Length)
            {
                return data.Length;
            }

            position += next;
            if (data[position + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return position;
            }

            position += 2;
        }
    }

    /// <summary>An Exif segment that holds the orientation (tag 0x0112, a SHORT) and nothing else.</summary>
    private static byte[] OrientationSegment(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Chunks as in the PNG specification, third edition. Null when the structure is not as it should be.</summary>
    private static byte[]? WithoutPngChunks(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write(file[..8]);
        for (var position = 8; position + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (length > file.Length - position - 12)
            {
                return null;
            }

            var chunk = file.Slice(position, (int)length + 12);
            var type = chunk.Slice(4, 4);
            if (IsOneOf(type, "IHDRPLTEIDATIENDtRNSgAMAcHRMsRGBiCCPsBITcICP"u8))
            {
                clean.Write(chunk);
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return clean.ToArray();
            }

            position += chunk.Length;
        }

        return null;
    }

    /// <summary>Chunks as in RFC 9649. Null for moving pictures and when the structure is not as it should be.</summary>
    private static byte[]? WithoutWebPChunks(ReadOnlySpan<byte> file)
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
            if (IsOneOf(type, "ANIMANMF"u8))
            {
                return null;
            }

            if (type.SequenceEqual("VP8X"u8))
            {
                var extended = chunk.ToArray();
                extended[8] &= unchecked((byte)~ExifAndXmpFlags);
                clean.Write(extended);
            }
            else if (IsOneOf(type, "VP8 VP8LALPHICCP"u8))
            {
                clean.Write(chunk);
            }

            position += padded;
        }

        var content = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)content.Length - 8);
        return content;
    }

    private static bool IsOneOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> types)
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
}

using System.Buffers.Binary;

namespace Iris.Platform.Imaging.Files;

/// <summary>
/// The parts of a JPEG file (ITU-T T.81, Annex B). libjpeg only warns when image data is missing, so its warnings count as damage. It warns of more than
/// that, though, and what it warns of while the picture is whole is mended here first, as browsers do silently: stray bytes between parts, a JFIF version
/// other than 1, a range of coefficients in the scan header that a sequential picture can't have, a missing end.
/// </summary>
internal sealed class JpegFile
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Jfif = 0xE0;
    private const int Coefficients = 64, ShortestPadding = 4;

    /// <summary>Far more than any picture has, and little memory.</summary>
    private const int MostParts = 50_000;

    private readonly ReadOnlyMemory<byte> file;
    private readonly List<Part> parts = [];
    private readonly bool hasStrayBytes, hasEnd;
    private readonly bool isSequential;

    private JpegFile(ReadOnlyMemory<byte> file)
    {
        this.file = file;
        var bytes = file.Span;
        var (at, strays) = (2, 0);
        while (parts.Count < MostParts && NextMarker(bytes, ref at, ref strays) is { } marker and not Start)
        {
            if (marker is End)
            {
                hasEnd = true;
                break;
            }

            var headerEnd = at + 4 <= bytes.Length ? at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) : int.MaxValue;
            if (headerEnd > bytes.Length || headerEnd < at + 4)
            {
                break;
            }

            var end = headerEnd + (marker is Scan ? CodedLength(bytes[headerEnd..]) : 0);
            parts.Add(new(marker, at, headerEnd, end));
            isSequential |= marker is 0xC0 or 0xC1;
            at = end;
        }

        hasStrayBytes = strays > 0;
    }

    /// <summary>Whether nothing says that the file was cut off.</summary>
    private bool IsWhole => hasEnd || HoldsAllData();

    /// <summary>A segment, and behind the one that begins a scan its coded data.</summary>
    private readonly record struct Part(byte Marker, int At, int HeaderEnd, int End);

    /// <summary>The file as libjpeg takes it without warnings that mean nothing; the same bytes where there is nothing to mend, or data is missing.</summary>
    public static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> file)
    {
        var jpeg = new JpegFile(file);
        var isOdd = !jpeg.hasEnd || jpeg.hasStrayBytes || jpeg.parts.Exists(part => jpeg.IsOdd(part));
        return isOdd && jpeg.IsWhole ? jpeg.Write(_ => true, []) : file;
    }

    /// <summary>
    /// The file without equal bytes at the end of coded data, or null when there are none. They may belong to the data, so this is for files in which
    /// libjpeg found too much of it.
    /// </summary>
    public static byte[]? WithoutPadding(ReadOnlyMemory<byte> file)
    {
        var jpeg = new JpegFile(file);
        var removed = 0;
        for (var i = 0; i < jpeg.parts.Count; i++)
        {
            var part = jpeg.parts[i];
            var coded = file.Span[part.HeaderEnd..part.End];
            var padding = coded.Length == 0 ? 0 : coded.Length - 1 - coded.LastIndexOfAnyExcept(coded[^1]);
            if (padding >= ShortestPadding)
            {
                jpeg.parts[i] = part with { End = part.End - padding };
                removed += padding;
            }
        }

        return removed > 0 ? jpeg.Write(_ => true, []) : null;
    }

    /// <summary>
    /// The file without the last bytes of one scan's data, once for each scan that they may stand behind: libjpeg says how many it could not use and before which
    /// marker, but not in which scan. A scan that needs its last bytes is damaged without them, so only the right one can be decoded.
    /// </summary>
    /// <param name="file">In which libjpeg found too much.</param>
    /// <param name="bytes">How much.</param>
    /// <param name="marker">Before which marker.</param>
    public static IEnumerable<byte[]> WithoutLast(ReadOnlyMemory<byte> file, int bytes, byte marker)
    {
        var jpeg = new JpegFile(Mended(file));
        for (var i = 0; i < jpeg.parts.Count; i++)
        {
            var part = jpeg.parts[i];
            var next = i + 1 < jpeg.parts.Count ? jpeg.parts[i + 1].Marker : End;
            if (part.Marker is not Scan || next != marker || part.End - part.HeaderEnd <= bytes) continue;
            jpeg.parts[i] = part with { End = part.End - bytes };
            yield return jpeg.Write(_ => true, []);
            jpeg.parts[i] = part;
        }
    }

    /// <summary>The coded picture with its colour profile and nothing else, or null when the structure is not as it should be.</summary>
    /// <param name="file">One that was decoded successfully.</param>
    /// <param name="orientation">How the camera was held, 1 to 8; it stays.</param>
    public static byte[]? WithoutMetadata(ReadOnlyMemory<byte> file, int orientation)
    {
        var jpeg = new JpegFile(file);
        return jpeg.IsWhole
            ? jpeg.Write(part => IsPartOfPicture(part.Marker, file.Span[(part.At + 4)..part.HeaderEnd]), orientation == 1 ? [] : OrientationSegment(orientation))
            : null;
    }

    /// <summary>Moves to the next marker that begins a segment or ends the file. Any number of 0xFF before a marker is no stray byte.</summary>
    private static byte? NextMarker(ReadOnlySpan<byte> bytes, ref int at, ref int strays)
    {
        for (; at + 1 < bytes.Length; at++)
        {
            switch (bytes[at], bytes[at + 1])
            {
                case (0xFF, 0xFF):
                    break;
                case (0xFF, > 1 and not (>= 0xD0 and <= 0xD7)):
                    return bytes[at + 1];
                default:
                    strays++;
                    break;
            }
        }

        return null;
    }

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

    private static bool IsPartOfPicture(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE2 => segment.StartsWith("ICC_PROFILE\0"u8),
        Jfif or 0xEE => true, // 0xEE: Adobe's segment, which says how the colours are coded
        (>= 0xE1 and <= 0xEF) or 0xFE => false,
        _ => true,
    };

    /// <summary>An Exif segment that holds the orientation (tag 0x0112, a SHORT) and nothing else.</summary>
    private static byte[] OrientationSegment(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>
    /// Whether the scans bring every coefficient of every component down to its last bit (T.81, B.2.3 and G.1.1.1). A progressive file that was cut off
    /// between two scans breaks no other rule.
    /// </summary>
    private bool HoldsAllData()
    {
        var missing = new Dictionary<byte, ulong>();
        var frame = parts.Find(part => part.Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC));
        var header = frame.At == 0 ? [] : file.Span[(frame.At + 4)..frame.HeaderEnd];
        for (var i = 6; i + 2 < header.Length; i += 3)
        {
            missing[header[i]] = ulong.MaxValue;
        }

        foreach (var part in parts.FindAll(part => part.Marker is Scan))
        {
            var scan = file.Span[(part.At + 4)..part.HeaderEnd];
            if (scan is not [var components, ..] || scan.Length < 4 + 2 * components)
            {
                return false;
            }

            var (first, last, lowestBit) = isSequential ? (0, Coefficients - 1, 0) : (scan[^3], scan[^2], scan[^1] & 15);
            for (var i = 0; i < components && lowestBit == 0; i++)
            {
                for (var k = first; k <= last && k < Coefficients && missing.ContainsKey(scan[1 + 2 * i]); k++)
                {
                    missing[scan[1 + 2 * i]] &= ~(1UL << k);
                }
            }
        }

        return missing.Count > 0 && missing.Values.All(coefficients => coefficients == 0);
    }

    /// <summary>Whether a segment says what libjpeg warns of and nobody minds; <see cref="Write"/> corrects it.</summary>
    private bool IsOdd(Part part)
    {
        var segment = file.Span[part.At..part.HeaderEnd];
        return part.Marker switch
        {
            Jfif => segment.Length > 9 && segment[4..9].SequenceEqual("JFIF\0"u8) && segment[9] != 1,
            // Cameras of some telephones state another range in otherwise good pictures.
            Scan => isSequential && segment.Length > 7 && !segment[^3..].SequenceEqual((ReadOnlySpan<byte>)[0, Coefficients - 1, 0]),
            _ => false,
        };
    }

    private byte[] Write(Predicate<Part> keep, ReadOnlySpan<byte> first)
    {
        var written = new MemoryStream(file.Length + first.Length + 2);
        written.Write([0xFF, Start]);
        written.Write(first);
        foreach (var part in parts.FindAll(keep))
        {
            var segment = file.Span[part.At..part.HeaderEnd];
            written.Write((part.Marker, IsOdd(part)) switch
            {
                (Scan, true) => (byte[])[.. segment[..^3], 0, Coefficients - 1, 0],
                (_, true) => (byte[])[.. segment[..9], 1, .. segment[10..]],
                _ => segment,
            });
            written.Write(file.Span[part.HeaderEnd..part.End]);
        }

        written.Write([0xFF, End]);
        return written.ToArray();
    }
}

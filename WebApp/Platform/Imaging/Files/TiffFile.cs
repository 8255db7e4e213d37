using System.Collections.Frozen;

namespace Iris.Platform.Imaging.Files;

/// <summary>What the directories of a TIFF file say (TIFF 6.0, BigTIFF): each describes one of its pictures.</summary>
/// <param name="Pages">How many pictures there are; smaller copies of one and masks do not count.</param>
/// <param name="IsReadable">Whether the first picture is of a kind that libvips decodes.</param>
/// <param name="HasAlpha">Whether the last band of the first picture is its opacity.</param>
internal sealed record TiffFile(int Pages, bool IsReadable, bool HasAlpha)
{
    private const int SubfileType = 254, BitsPerSample = 258, Compression = 259, SubDirectories = 330, ExtraSamples = 338, SampleFormat = 339;
    private const int Exif = 34665, Place = 34853, Interoperability = 40965;

    /// <summary>As in libtiff: more entries are no directory, but other bytes.</summary>
    private const int MostEntries = 4096;

    /// <summary>Who, when, where and with what: names of maker, model, person and host, date, copyright, XMP, IPTC, Photoshop's and Windows' fields, Exif and GPS.</summary>
    private static readonly FrozenSet<int> Personal =
        FrozenSet.Create(271, 272, 306, 315, 316, 700, 33432, 33723, 34377, Exif, Place, 37724, 40091, 40092, 40093, 40094, 40095, 42033, 50735, Interoperability);

    /// <summary>None, CCITT, LZW, JPEG, deflate by two numbers, PackBits.</summary>
    private static readonly FrozenSet<ulong> Compressions = FrozenSet.Create<ulong>(1, 2, 3, 4, 5, 7, 8, 32773, 32946);

    /// <summary>Reads the directories; null when there is none, or one of them is not as it should be.</summary>
    /// <param name="file">One that begins as TIFF files do.</param>
    /// <param name="mostPages">Counting ends behind so many directories.</param>
    public static TiffFile? Read(ReadOnlySpan<byte> file, int mostPages)
    {
        var layout = new Layout(file);
        var (pages, seen) = (0, new HashSet<ulong>());
        TiffFile? first = null;
        for (var at = layout.FirstDirectory(file); at != 0 && seen.Count <= mostPages && seen.Add(at);)
        {
            if (layout.Directory(file, at) is not { } directory)
            {
                return first is null ? null : first with { Pages = Math.Max(1, pages) };
            }

            pages += (layout.Value(file, directory, SubfileType) & 0b101) is null or 0 ? 1 : 0;
            first ??= new(1, IsDecoded(file, layout, directory), layout.Value(file, directory, ExtraSamples) is 1 or 2);
            at = directory.Next;
        }

        return first is null ? null : first with { Pages = Math.Max(1, pages) };
    }

    /// <summary>
    /// The same file without what is said about people, places and cameras; pixels, colours, resolution and the description, in which microscopes write their
    /// scale, stay as they are. Null when the structure is not as it should be.
    /// </summary>
    public static byte[]? WithoutMetadata(ReadOnlySpan<byte> file)
    {
        var eraser = new Eraser(file.ToArray());
        return eraser.EraseAll() ? eraser.File : null;
    }

    private static bool IsDecoded(ReadOnlySpan<byte> file, Layout layout, Directory directory) =>
        Compressions.Contains(layout.Value(file, directory, Compression) ?? 1)
        && (layout.Value(file, directory, SampleFormat) ?? 1, layout.Value(file, directory, BitsPerSample) ?? 1) is (1, 1 or 2 or 4 or 8 or 16 or 32) or (2, 8 or 16 or 32) or (3, 32);

    /// <summary>A list of entries, and where the next picture's begins; 0 behind the last.</summary>
    private readonly record struct Directory(int Entries, int Count, ulong Next);

    /// <summary>How numbers and directories are written in one file. Positions outside of the file lead to null, never further.</summary>
    private readonly struct Layout
    {
        private readonly bool isLittleEndian, isBig;

        public Layout(ReadOnlySpan<byte> file) => (isLittleEndian, isBig) = (file[0] == 'I', file[2] + file[3] == 43);

        /// <summary>Bytes of an entry: tag and type of two each, a count, and a value or where it stands.</summary>
        public int EntryLength => isBig ? 20 : 12;

        private int OffsetLength => isBig ? 8 : 4;

        private int CountLength => isBig ? 8 : 2;

        public ulong FirstDirectory(ReadOnlySpan<byte> file) => Number(file, isBig ? 8 : 4, OffsetLength) ?? 0;

        public Directory? Directory(ReadOnlySpan<byte> file, ulong at)
        {
            if (at > (ulong)file.Length || Number(file, (int)at, CountLength) is not { } count || count is 0 or > MostEntries)
            {
                return null;
            }

            var entries = (int)at + CountLength;
            return Number(file, entries + ((int)count * EntryLength), OffsetLength) is { } next ? new(entries, (int)count, next) : null;
        }

        public int Tag(ReadOnlySpan<byte> file, int entry) => (int)(Number(file, entry, 2) ?? 0);

        /// <summary>Where the values of an entry stand; empty when that is outside of the file.</summary>
        public Range Values(ReadOnlySpan<byte> file, int entry, out int size)
        {
            size = (Number(file, entry + 2, 2) ?? 0) switch { 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 or 17 or 18 => 8, _ => 1 };
            var count = Number(file, entry + 4, OffsetLength) ?? 0;
            if (count > (ulong)file.Length)
            {
                return default;
            }

            var (inside, length) = (entry + 4 + OffsetLength, (long)count * size);
            var start = length <= OffsetLength ? (ulong)inside : Number(file, inside, OffsetLength) ?? 0;
            return start <= (ulong)file.Length && (long)start + length <= file.Length ? (int)start..(int)((long)start + length) : default;
        }

        /// <summary>The first value of a tag, when it is a whole number.</summary>
        public ulong? Value(ReadOnlySpan<byte> file, Directory directory, int tag)
        {
            for (var i = 0; i < directory.Count; i++)
            {
                var entry = directory.Entries + (i * EntryLength);
                if (Tag(file, entry) == tag)
                {
                    var (start, length) = Values(file, entry, out var size).GetOffsetAndLength(file.Length);
                    return length >= size ? Number(file, start, size) : null;
                }
            }

            return null;
        }

        public ulong? Number(ReadOnlySpan<byte> file, int at, int length)
        {
            if (at < 0 || at > file.Length - length)
            {
                return null;
            }

            var number = 0UL;
            for (var i = 0; i < length; i++)
            {
                number |= (ulong)file[at + i] << (8 * (isLittleEndian ? i : length - 1 - i));
            }

            return number;
        }

        public void Write(Span<byte> file, int at, int length, ulong number)
        {
            for (var i = 0; i < length; i++)
            {
                file[at + i] = (byte)(number >> (8 * (isLittleEndian ? i : length - 1 - i)));
            }
        }

        /// <summary>Takes an entry out of its directory: what follows moves up.</summary>
        public Directory Remove(Span<byte> file, Directory directory, int index)
        {
            var entry = directory.Entries + (index * EntryLength);
            var end = directory.Entries + (directory.Count * EntryLength) + OffsetLength;
            file[(entry + EntryLength)..end].CopyTo(file[entry..]);
            file[(end - EntryLength)..end].Clear();
            Write(file, directory.Entries - CountLength, CountLength, (ulong)directory.Count - 1);
            return directory with { Count = directory.Count - 1 };
        }
    }

    /// <summary>Takes personal entries, and the directories that they lead to, out of a copy of a file.</summary>
    private sealed class Eraser(byte[] file)
    {
        private readonly Layout layout = new(file);
        private readonly HashSet<ulong> seen = [];
        private readonly Stack<(ulong At, bool IsPersonal)> waiting = [];

        /// <summary>A file can name the same bytes again and again, and each needs to be erased once: so much work is honest.</summary>
        private long left = 2L * file.Length;

        public byte[] File => file;

        /// <summary>Goes through all directories; false when there is none, or work without end.</summary>
        public bool EraseAll()
        {
            waiting.Push((layout.FirstDirectory(file), false));
            var found = false;
            while (left > 0 && waiting.TryPop(out var next))
            {
                if (next.At != 0 && seen.Add(next.At) && layout.Directory(file, next.At) is { } directory)
                {
                    found = true;
                    waiting.Push((directory.Next, next.IsPersonal));
                    Erase(directory, next.IsPersonal);
                }
            }

            return found && left > 0;
        }

        private void Erase(Directory directory, bool all)
        {
            left -= directory.Count * layout.EntryLength;
            for (var i = directory.Count - 1; i >= 0 && left > 0; i--)
            {
                var entry = directory.Entries + (i * layout.EntryLength);
                var tag = layout.Tag(file, entry);
                var (start, length) = layout.Values(file, entry, out var size).GetOffsetAndLength(file.Length);
                if (tag is SubDirectories or Exif or Place or Interoperability)
                {
                    for (var at = start; at + size <= start + length; at += size)
                    {
                        waiting.Push((layout.Number(file, at, size) ?? 0, all || tag is not SubDirectories));
                    }

                    left -= length;
                }

                if (all || Personal.Contains(tag))
                {
                    file.AsSpan(start, length).Clear();
                    directory = layout.Remove(file, directory, i);
                    left -= length + (directory.Count * layout.EntryLength);
                }
            }
        }
    }
}

using System.Buffers.Binary;

namespace Iris.Tests.Platform.Imaging;

/// <summary>Writes bitmaps byte by byte, so that their headers can lie.</summary>
internal static class BmpFiles
{
    private const int FileHeader = 14;

    /// <summary>A file: header, masks or palette, pixels.</summary>
    /// <param name="width">As the header says.</param>
    /// <param name="height">As the header says; below 0 for rows from top to bottom.</param>
    /// <param name="bits">Per pixel.</param>
    /// <param name="pixels">Rows, or runs.</param>
    /// <param name="palette">Red, green and blue of each colour.</param>
    /// <param name="compression">0 for none.</param>
    /// <param name="header">Bytes of the header behind the file's: 12, 40, 108 …</param>
    /// <param name="masks">Of red, green, blue and opacity: in the header where that has a place for them, else behind it.</param>
    public static byte[] File(int width, int height, int bits, byte[] pixels, (byte Red, byte Green, byte Blue)[]? palette = null, int compression = 0, int header = 40, uint[]? masks = null)
    {
        var info = new byte[header];
        BinaryPrimitives.WriteInt32LittleEndian(info, header);
        if (header == 12)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(4), (ushort)width);
            BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(6), (ushort)height);
            (info[8], info[10]) = (1, (byte)bits);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(4), width);
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(8), height);
            (info[12], info[14]) = (1, (byte)bits);
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(16), compression);
            BinaryPrimitives.WriteInt32LittleEndian(info.AsSpan(32), palette?.Length ?? 0);
        }

        var behind = new List<byte>();
        foreach (var (i, mask) in (masks ?? []).Index())
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, mask);
            if (header > 40) bytes.CopyTo(info, 40 + 4 * i);
            else behind.AddRange(bytes);
        }

        foreach (var (red, green, blue) in palette ?? []) behind.AddRange(header == 12 ? [blue, green, red] : [blue, green, red, 0]);
        var file = new byte[FileHeader];
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        var start = FileHeader + header + behind.Count;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), start + pixels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), start);
        return [.. file, .. info, .. behind, .. pixels];
    }

    /// <summary>Rows of whole pixels, filled up to four bytes.</summary>
    public static byte[] Rows(int width, int height, int bits, Func<int, int, uint> pixel)
    {
        var stride = (width * bits + 31) / 32 * 4;
        var rows = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (value, at) = (pixel(x, y), y * stride + x * bits / 8);
                if (bits < 8) rows[at] |= (byte)(value << (8 - bits - x * bits % 8));
                else for (var i = 0; i < bits / 8; i++) rows[at + i] = (byte)(value >> (8 * i));
            }
        }

        return rows;
    }
}

using System.Buffers.Binary;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using NetVips;

namespace Iris.Tests.Platform.Imaging;

/// <summary>TIFF files for tests: honest ones by libvips, and ones whose directories are written entry by entry, so that they can lie.</summary>
internal static class TiffFiles
{
    public const int Width = 256, Height = 257, BitsPerSample = 258, Compression = 259, Photometric = 262, Description = 270, Make = 271, StripOffsets = 273, SamplesPerPixel = 277,
        RowsPerStrip = 278, StripByteCounts = 279, Artist = 315, TileWidth = 322, TileLength = 323, TileOffsets = 324, TileByteCounts = 325, SampleFormat = 339, Gps = 34853;

    private const int Short = 3, Long = 4, Ascii = 2;

    /// <summary>A picture with any samples: <paramref name="sample"/> gets x, y and band.</summary>
    public static Image Samples(int width, int height, int bands, Enums.BandFormat format, Func<int, int, int, double> sample)
    {
        var values = new double[width * height * bands];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = sample(i / bands % width, i / bands / width, i % bands);
        }

        var deep = format is Enums.BandFormat.Ushort;
        return Image.NewFromMemory(values, width, height, bands, Enums.BandFormat.Double)
            .Then(it => it.Cast(format))
            .Then(it => it.Copy(interpretation: (bands >= 3, deep) switch
            {
                (true, true) => Enums.Interpretation.Rgb16,
                (true, false) => Enums.Interpretation.Srgb,
                (false, true) => Enums.Interpretation.Grey16,
                _ => Enums.Interpretation.Bw,
            }));
    }

    /// <summary>An 8-bit picture as one of more bits: each sample becomes <paramref name="offset"/> + value × <paramref name="factor"/>.</summary>
    public static byte[] Deep(Picture picture, double factor, double offset = 0, Enums.BandFormat format = Enums.BandFormat.Ushort, bool grey = false)
    {
        using var image = Tests.Platform.Imaging.Samples.ToImage(picture);
        using var deep = image.Linear([factor], [offset])
            .Then(it => it.Cast(format))
            .Then(it => grey ? it.ExtractBand(1) : it.Copy())
            .Then(it => it.Copy(interpretation: grey ? Enums.Interpretation.Grey16 : Enums.Interpretation.Rgb16));
        return deep.TiffsaveBuffer(Enums.ForeignTiffCompression.Deflate);
    }

    /// <summary>One directory of entries behind the header, and data behind it.</summary>
    /// <param name="entries">Tag, type, count, and value or offset; <see cref="DataAt"/> tells where the data begins.</param>
    /// <param name="data">Anything.</param>
    /// <param name="next">Where the next directory begins.</param>
    public static byte[] Of((int Tag, int Type, int Count, int Value)[] entries, byte[] data, int next = 0)
    {
        var file = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0]);
        WriteDirectory(file, entries, next);
        file.Write(data);
        return file.ToArray();
    }

    /// <summary>Where <see cref="Of"/> puts the data.</summary>
    public static int DataAt(int entries) => 8 + 2 + (12 * entries) + 4;

    /// <summary>The entries of a grey picture in one strip of all its data.</summary>
    public static (int Tag, int Type, int Count, int Value)[] Grey(int width, int height, int bits, int bytes, int compression = 1, int sampleFormat = 1, int more = 0) =>
    [
        (Width, Long, 1, width), (Height, Long, 1, height), (BitsPerSample, Short, 1, bits), (Compression, Short, 1, compression), (Photometric, Short, 1, 1),
        (StripOffsets, Long, 1, DataAt(10 + more)), (SamplesPerPixel, Short, 1, 1), (RowsPerStrip, Long, 1, height), (StripByteCounts, Long, 1, bytes), (SampleFormat, Short, 1, sampleFormat),
    ];

    /// <summary>An entry whose text stands in the data.</summary>
    public static (int Tag, int Type, int Count, int Value) Text(int tag, int length, int at) => (tag, Ascii, length, at);

    /// <summary>Pictures of one pixel, one directory each.</summary>
    public static byte[] Pages(int pages)
    {
        var entries = Grey(1, 1, 8, 1);
        var file = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0]);
        for (var page = 1; page <= pages; page++)
        {
            WriteDirectory(file, entries, page < pages ? DataAt(entries.Length) + ((page - 1) * (DataAt(entries.Length) - 8)) : 0);
        }

        return file.ToArray();
    }

    private static void WriteDirectory(MemoryStream file, (int Tag, int Type, int Count, int Value)[] entries, int next)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)entries.Length);
        file.Write(bytes[..2]);
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)entry.Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)entry.Type);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], entry.Count);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], entry.Value);
            file.Write(bytes);
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes, next);
        file.Write(bytes[..4]);
    }
}

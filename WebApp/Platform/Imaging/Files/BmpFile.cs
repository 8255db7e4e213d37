using System.Buffers.Binary;
using System.Numerics;

namespace Iris.Platform.Imaging.Files;

/// <summary>
/// A Windows bitmap, as cameras of microscopes write it: 1 to 8 bits into a palette, plain or run-length encoded, 16, 24 or 32 bits of colour, bottom-up or top-down.
/// libvips has no reader of its own for it, and the format is small enough to be read here: only indices that were checked reach memory, and what is not there is refused.
/// Layout: Microsoft's <c>BITMAPFILEHEADER</c>, <c>BITMAPCOREHEADER</c> and <c>BITMAPINFOHEADER</c> to <c>BITMAPV5HEADER</c>.
/// </summary>
internal sealed record BmpFile
{
    private const int FileHeader = 14, CoreHeader = 12, InfoHeader = 40;

    private const uint Plain = 0, Runs8 = 1, Runs4 = 2, Masks = 3, MasksWithAlpha = 6;

    private readonly bool topDown;
    private readonly int bits, palette, colours, colourSize, pixels;
    private readonly uint compression;
    private readonly Channel red, green, blue, alpha;

    private BmpFile(ReadOnlySpan<byte> file)
    {
        var header = file[FileHeader..];
        var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(header);
        var isCore = size == CoreHeader;
        (Width, var height) = isCore ? (Word(header, 4), Word(header, 6)) : (Number(header, 4), Number(header, 8));
        (Height, topDown) = height < 0 ? (-(long)height, true) : (height, false);
        bits = Word(header, isCore ? 10 : 14);
        compression = isCore ? Plain : (uint)Number(header, 16);

        // Masks lie behind the first header that had a place for them, and in all later ones.
        var masks = compression is Masks or MasksWithAlpha;
        var behind = !masks || size != InfoHeader ? 0 : compression is Masks ? 12 : 16;
        (red, green, blue, alpha) = !masks
            ? bits == 16 ? (new(0x7C00), new(0x3E0), new(0x1F), new(0)) : (new(0xFF0000), new(0xFF00), new(0xFF), new(0))
            : (Mask(file, 0), Mask(file, 1), Mask(file, 2), size >= 56 || compression is MasksWithAlpha ? Mask(file, 3) : new Channel(0));

        (palette, colourSize) = (FileHeader + size + behind, isCore ? 3 : 4);
        pixels = Math.Max(Number(file, 10), 0);
        if (pixels == 0) pixels = palette;
        var named = isCore ? 0 : Number(header, 32);
        colours = bits > 8 ? 0 : Math.Clamp((Math.Min(pixels, file.Length) - palette) / colourSize, 0, named is > 0 and <= 256 ? named : 1 << bits);
    }

    public int Width { get; }

    /// <summary>As the header says: it may be more than a picture can have.</summary>
    public long Height { get; }

    /// <summary>False for what nobody writes: other depths, and files of other formats in a bitmap's place.</summary>
    public bool IsReadable => (compression, bits) is (Plain, 1 or 2 or 4 or 8 or 16 or 24 or 32) or (Runs8, 8) or (Runs4, 4) or (Masks or MasksWithAlpha, 16 or 32);

    private bool HasRuns => compression is Runs8 or Runs4;

    private long Stride => ((long)Width * bits + 31) / 32 * 4;

    /// <summary>Reads the header; null when it is broken, or promises more than the file has.</summary>
    public static BmpFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + CoreHeader || file.Length < FileHeader + (long)Number(file, FileHeader)) return null;
        var bitmap = new BmpFile(file);
        if (!bitmap.IsReadable) return bitmap;
        // The last row may lack what would fill it up.
        var least = bitmap.HasRuns ? 0 : bitmap.Stride * (bitmap.Height - 1) + ((long)bitmap.Width * bitmap.bits + 7) / 8;
        return bitmap is { Width: > 0, Height: > 0 } && (!bitmap.HasRuns || !bitmap.topDown) && bitmap.pixels + least <= file.Length ? bitmap : null;
    }

    /// <summary>
    /// The pixels, top to bottom: red, green, blue and opacity of 8 bits each; null when runs end too early. A file whose opacity is nothing but zeros has none.
    /// </summary>
    /// <param name="file">What <see cref="Read"/> read; width times height was looked at since.</param>
    public byte[]? Rgba(ReadOnlySpan<byte> file)
    {
        var rgba = new byte[checked(4 * Width * (int)Height)];
        if (HasRuns) return Run(file[pixels..], Palette(file), rgba) ? rgba : null;
        var hasOpacity = bits < 16 || bits == 24;
        var lookup = Palette(file);
        for (var y = 0; y < Height; y++)
        {
            var row = file[(int)(pixels + Stride * y)..];
            var target = Row(rgba, y);
            if (bits <= 8) Indices(row, lookup, target);
            else if (bits == 24) Colours(row, target);
            else hasOpacity |= Channels(row, target);
        }

        if (!hasOpacity)
        {
            for (var at = 3; at < rgba.Length; at += 4) rgba[at] = byte.MaxValue;
        }

        return rgba;
    }

    private Span<byte> Row(byte[] rgba, int y) => rgba.AsSpan(4 * Width * (topDown ? y : (int)Height - 1 - y), 4 * Width);

    /// <summary>256 colours; black where the file has none.</summary>
    private uint[] Palette(ReadOnlySpan<byte> file)
    {
        var lookup = new uint[256];
        lookup.AsSpan().Fill(Colour(0, 0, 0));
        for (var i = 0; i < colours; i++)
        {
            var entry = file.Slice(palette + i * colourSize, 3);
            lookup[i] = Colour(entry[2], entry[1], entry[0]);
        }

        return lookup;
    }

    private void Indices(ReadOnlySpan<byte> row, uint[] lookup, Span<byte> target)
    {
        var (perByte, mask) = (8 / bits, (1 << bits) - 1);
        for (var x = 0; x < Width; x++)
        {
            Put(target, x, lookup[(row[x / perByte] >> (8 - bits - x % perByte * bits)) & mask]);
        }
    }

    private void Colours(ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (var x = 0; x < Width; x++)
        {
            var pixel = row.Slice(3 * x, 3);
            Put(target, x, Colour(pixel[2], pixel[1], pixel[0]));
        }
    }

    /// <returns>Whether a pixel had any opacity.</returns>
    private bool Channels(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var seen = 0;
        for (var x = 0; x < Width; x++)
        {
            var pixel = bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
            var opacity = alpha.Of(pixel);
            seen |= opacity;
            Put(target, x, Colour(red.Of(pixel), green.Of(pixel), blue.Of(pixel), opacity));
        }

        return seen != 0;
    }

    /// <summary>Pairs of bytes: so many pixels of one colour, or behind a zero an end, a step, or pixels one by one. What no run reaches keeps the first colour.</summary>
    private bool Run(ReadOnlySpan<byte> runs, uint[] lookup, byte[] rgba)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = Row(rgba, y);
            for (var i = 0; i < Width; i++) Put(row, i, lookup[0]);
        }

        var (x, line) = (0L, 0L);
        while (line < Height)
        {
            if (runs.Length < 2) return line == Height - 1 && x >= Width;
            var (count, value) = (runs[0], runs[1]);
            runs = runs[2..];
            switch (count, value)
            {
                case (0, 0):
                    (x, line) = (0, line + 1);
                    break;
                case (0, 1):
                    return true;
                case (0, 2):
                    if (runs.Length < 2) return false;
                    (x, line) = (x + runs[0], line + runs[1]);
                    runs = runs[2..];
                    break;
                case (0, _):
                    var length = (value * bits + 15) / 16 * 2;
                    if (runs.Length < length) return false;
                    Pixels(runs, value, repeated: false);
                    runs = runs[length..];
                    break;
                default:
                    Pixels([value], count, repeated: true);
                    break;
            }
        }

        return true;

        void Pixels(ReadOnlySpan<byte> values, int count, bool repeated)
        {
            var row = Row(rgba, (int)line);
            for (var i = 0; i < count; i++, x++)
            {
                var pair = values[repeated ? 0 : bits == 4 ? i / 2 : i];
                if (x < Width) Put(row, (int)x, lookup[bits == 8 ? pair : i % 2 == 0 ? pair >> 4 : pair & 15]);
            }
        }
    }

    private static void Put(Span<byte> row, int x, uint colour) => BinaryPrimitives.WriteUInt32LittleEndian(row[(4 * x)..], colour);

    private static uint Colour(byte red, byte green, byte blue, byte alpha = byte.MaxValue) => red | (uint)green << 8 | (uint)blue << 16 | (uint)alpha << 24;

    private static Channel Mask(ReadOnlySpan<byte> file, int channel) =>
        FileHeader + InfoHeader + 4 * channel is var at && at + 4 <= file.Length ? new((uint)Number(file, at)) : new(0);

    private static int Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file[at..]);

    private static int Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    /// <summary>The bits of a pixel that hold one colour.</summary>
    private readonly struct Channel(uint mask)
    {
        private readonly int shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
        private readonly uint most = mask == 0 ? 0 : mask >> BitOperations.TrailingZeroCount(mask);

        /// <summary>As 8 bits.</summary>
        public byte Of(uint pixel) => most == 0 ? (byte)0 : most == byte.MaxValue ? (byte)((pixel & mask) >> shift) : (byte)((((pixel & mask) >> shift) * 255UL + most / 2) / most);
    }
}

using System.Drawing;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Iris.Platform.Imaging;

/// <summary>
/// Reads interleaved RGB bytes between pixels. Coordinates are 32.32 fixed point: stepping along a row adds exactly, and splitting into pixel and fraction
/// is a shift. Away from the edges four neighbours are two unaligned 8-byte loads; the rest is left to the plain <see cref="AtEdge"/>.
/// Guarded by the warp figures of bench/.
/// </summary>
internal readonly unsafe struct BilinearSampler
{
    private const double One = 1L << 32;

    private readonly byte* pixels;
    private readonly nint stride;
    private readonly int left, top, right, bottom;
    private readonly long frameLeft, frameTop, frameRight, frameBottom;

    /// <param name="pixels">3 × width × height bytes that stay in place while the sampler is used.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="content">See <see cref="Picture.Warp"/>.</param>
    /// <param name="frame">See <see cref="Picture.Warp"/>.</param>
    public BilinearSampler(byte* pixels, int width, int height, Rectangle? content, Rectangle? frame)
    {
        this.pixels = pixels;
        stride = 3 * (nint)width;
        var seen = Rectangle.Intersect(content ?? new(0, 0, width, height), new(0, 0, width, height));
        (frameLeft, frameTop, frameRight, frameBottom) = (long.MinValue, long.MinValue, long.MaxValue, long.MaxValue);
        if (frame is { } edge)
        {
            if (edge.Width <= 0 || edge.Height <= 0)
            {
                throw new ArgumentOutOfRangeException(nameof(frame), edge, "A frame has at least one pixel.");
            }

            seen.Intersect(edge);
            (frameLeft, frameTop, frameRight, frameBottom) = ((long)edge.Left << 32, (long)edge.Top << 32, (edge.Right - 1L) << 32, (edge.Bottom - 1L) << 32);
        }

        (left, top, right, bottom) = (seen.Left, seen.Top, seen.Right, seen.Bottom);
        // The 8 bytes from a pixel on reach two bytes into the third one.
        InnerColumns = (uint)Math.Max(0, Math.Min(right - 1, width - 2) - left);
        InnerRows = (uint)Math.Max(0, bottom - 1 - top);
    }

    /// <summary>How many columns from <see cref="Left"/> on have their right neighbour, and a byte to spare, inside.</summary>
    public uint InnerColumns { get; }

    /// <summary>How many rows from <see cref="Top"/> on have their lower neighbour inside.</summary>
    public uint InnerRows { get; }

    /// <summary>First column that is seen.</summary>
    public int Left => left;

    /// <summary>First row that is seen.</summary>
    public int Top => top;

    /// <summary>Bytes from a row to the next.</summary>
    public nint Stride => stride;

    /// <summary>To fixed point; what does not fit saturates, far outside any picture.</summary>
    public static long Fix(double coordinate) => (long)Math.Round(coordinate * One);

    /// <summary>The whole pixel at or before a coordinate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Whole(long coordinate) => (int)(coordinate >> 32);

    /// <summary>How far a coordinate is past <see cref="Whole"/>: 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fraction(long coordinate) => (int)((uint)coordinate >> 8) * (1f / (1 << 24));

    /// <summary>First byte of a pixel inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Address(int column, int row) => pixels + row * stride + 3 * (nint)column;

    /// <summary>Red, green and blue, 0 to 255; the fourth element means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> At(long x, long y)
    {
        var (column, row) = (Whole(x), Whole(y));
        if ((uint)(column - left) >= InnerColumns || (uint)(row - top) >= InnerRows)
        {
            return AtEdge(x, y);
        }

        var address = Address(column, row);
        var upper = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(address)).AsByte();
        var lower = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(address + stride)).AsByte();
        var down = Vector128.Create(Fraction(y));
        var first = Mix(FirstPixel(upper), FirstPixel(lower), down);
        var second = Mix(SecondPixel(upper), SecondPixel(lower), down);
        return Mix(first, second, Vector128.Create(Fraction(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Mix(Vector128<float> from, Vector128<float> to, Vector128<float> share) =>
        Vector128.MultiplyAddEstimate(to - from, share, from);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector128<float> AtEdge(long x, long y)
    {
        x = Math.Clamp(x, frameLeft, frameRight);
        y = Math.Clamp(y, frameTop, frameBottom);
        var (column, row) = (Whole(x), Whole(y));
        if (column < left - 1 || column >= right || row < top - 1 || row >= bottom)
        {
            return Vector128<float>.Zero;
        }

        var (across, down) = (Fraction(x), Fraction(y));
        return Weighted(column, row, (1 - across) * (1 - down)) + Weighted(column + 1, row, across * (1 - down))
            + Weighted(column, row + 1, (1 - across) * down) + Weighted(column + 1, row + 1, across * down);
    }

    private Vector128<float> Weighted(int column, int row, float weight)
    {
        if (column < left || column >= right || row < top || row >= bottom)
        {
            return Vector128<float>.Zero;
        }

        var address = Address(column, row);
        return Vector128.Create(address[0], address[1], address[2], 0f) * weight;
    }

    // A shuffle that leaves each byte alone in an integer, other bytes zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FirstPixel(Vector128<byte> bytes) =>
        Vector128.ConvertToSingle(Vector128.Shuffle(bytes, Vector128.Create((byte)0, 255, 255, 255, 1, 255, 255, 255, 2, 255, 255, 255, 255, 255, 255, 255)).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SecondPixel(Vector128<byte> bytes) =>
        Vector128.ConvertToSingle(Vector128.Shuffle(bytes, Vector128.Create((byte)3, 255, 255, 255, 4, 255, 255, 255, 5, 255, 255, 255, 255, 255, 255, 255)).AsInt32());
}

using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Iris.Platform.Imaging;

/// <summary>
/// The loop of <see cref="Picture.Warp"/>: samples four pixels at a time and stores them as three vectors, straight from bytes to the normalised tensor,
/// because every network's input passes here, several times per frame of a webcam. Guarded by the warp figures of bench/.
/// </summary>
internal static unsafe class Warper
{
    /// <summary>Above this many source pixels per output pixel, mixing whole source rows costs more than it saves.</summary>
    private const double DensestStep = 2.5;

    public static void Fill(in BilinearSampler sampler, in Affine map, int width, int height, float* tensor, in TensorFormat format)
    {
        var writer = new TensorWriter(tensor, width * height, format);
        if (map is { XY: 0, YX: 0, XX: > 0 and < DensestStep })
        {
            FillUpright(sampler, writer, map, width, height);
            return;
        }

        var (stepX, stepY) = (BilinearSampler.Fix(map.XX), BilinearSampler.Fix(map.YX));
        for (var row = 0; row < height; row++)
        {
            var (x, y) = map.Apply(0, row);
            FillRow(sampler, writer, row * width, (row + 1) * width, BilinearSampler.Fix(x), BilinearSampler.Fix(y), stepX, stepY);
        }
    }

    /// <summary>
    /// Without rotation a row of the output lies between two rows of the picture: these are mixed once, as a whole, and only the columns are left to do.
    /// </summary>
    private static void FillUpright(in BilinearSampler sampler, in TensorWriter writer, in Affine map, int width, int height)
    {
        var (start, step) = (BilinearSampler.Fix(map.X0), BilinearSampler.Fix(map.XX));
        var (innerStart, innerEnd) = InnerColumns(sampler, start, step, width);
        var (innerX, outerX) = (start + innerStart * step, start + innerEnd * step);
        var firstColumn = BilinearSampler.Whole(innerX);
        var columns = innerStart < innerEnd ? BilinearSampler.Whole(outerX - step) + 2 - firstColumn : 0;
        // A pixel is read as four floats, so one more is needed than there are bytes.
        var mixed = ArrayPool<float>.Shared.Rent(3 * columns + 1);
        fixed (float* mixedRow = mixed)
        {
            for (var row = 0; row < height; row++)
            {
                var y = BilinearSampler.Fix(map.YY * row + map.Y0);
                var sourceRow = BilinearSampler.Whole(y);
                var (first, end) = (row * width, (row + 1) * width);
                if ((uint)(sourceRow - sampler.Top) >= sampler.InnerRows || columns == 0)
                {
                    FillRow(sampler, writer, first, end, start, y, step, 0);
                    continue;
                }

                var address = sampler.Address(firstColumn, sourceRow);
                MixRows(address, address + sampler.Stride, BilinearSampler.Fraction(y), mixedRow, 3 * columns);
                FillRow(sampler, writer, first, first + innerStart, start, y, step, 0);
                FillInnerRow(mixedRow, writer, first + innerStart, first + innerEnd, innerX - ((long)firstColumn << 32), step);
                FillRow(sampler, writer, first + innerEnd, end, outerX, y, step, 0);
            }
        }

        ArrayPool<float>.Shared.Return(mixed);
    }

    /// <summary>The output columns whose samples lie between two columns of the picture.</summary>
    private static (int Start, int End) InnerColumns(in BilinearSampler sampler, long x, long step, int width)
    {
        var start = 0;
        while (start < width && BilinearSampler.Whole(x) < sampler.Left)
        {
            start++;
            x += step;
        }

        var end = start;
        while (end < width && (uint)(BilinearSampler.Whole(x) - sampler.Left) < sampler.InnerColumns)
        {
            end++;
            x += step;
        }

        return (start, end);
    }

    private static void MixRows(byte* upper, byte* lower, float share, float* mixed, int count)
    {
        var shares = Vector256.Create(share);
        var i = 0;
        for (; i <= count - 8; i += 8)
        {
            var from = EightFloats(upper + i);
            Vector256.MultiplyAddEstimate(EightFloats(lower + i) - from, shares, from).Store(mixed + i);
        }

        for (; i < count; i++)
        {
            mixed[i] = upper[i] + (lower[i] - upper[i]) * share;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EightFloats(byte* bytes)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(bytes)).AsByte());
        return Vector256.ConvertToSingle(Vector256.WidenLower(shorts.ToVector256Unsafe()).AsInt32());
    }

    private static void FillInnerRow(float* mixed, in TensorWriter writer, int pixel, int end, long x, long step)
    {
        for (; pixel <= end - 4; pixel += 4, x += 4 * step)
        {
            writer.Write(pixel, AtColumn(mixed, x), AtColumn(mixed, x + step), AtColumn(mixed, x + 2 * step), AtColumn(mixed, x + 3 * step));
        }

        for (; pixel < end; pixel++, x += step)
        {
            writer.Write(pixel, AtColumn(mixed, x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AtColumn(float* mixed, long x)
    {
        var pixel = mixed + 3 * (nint)BilinearSampler.Whole(x);
        return BilinearSampler.Mix(Vector128.Load(pixel), Vector128.Load(pixel + 3), Vector128.Create(BilinearSampler.Fraction(x)));
    }

    private static void FillRow(in BilinearSampler sampler, in TensorWriter writer, int pixel, int end, long x, long y, long stepX, long stepY)
    {
        for (; pixel <= end - 4; pixel += 4)
        {
            var first = sampler.At(x, y);
            var second = sampler.At(x + stepX, y + stepY);
            var third = sampler.At(x + 2 * stepX, y + 2 * stepY);
            var fourth = sampler.At(x + 3 * stepX, y + 3 * stepY);
            writer.Write(pixel, first, second, third, fourth);
            x += 4 * stepX;
            y += 4 * stepY;
        }

        for (; pixel < end; pixel++, x += stepX, y += stepY)
        {
            writer.Write(pixel, sampler.At(x, y));
        }
    }

    /// <summary>Normalises pixels and puts them where the layout wants them.</summary>
    private readonly struct TensorWriter
    {
        private readonly float* red, green, blue;
        private readonly bool channelsFirst, bgr;
        private readonly Vector128<float> scale, offset;

        public TensorWriter(float* tensor, int pixels, in TensorFormat format)
        {
            (channelsFirst, bgr) = (format.ChannelsFirst, format.Bgr);
            (scale, offset) = (format.Scale.AsVector128(), format.Offset.AsVector128());
            if (channelsFirst && bgr)
            {
                // From here on by colour: a plane's place is its address.
                (scale, offset) = (Reverse(scale), Reverse(offset));
            }

            green = tensor + pixels;
            red = bgr ? tensor + 2 * pixels : tensor;
            blue = bgr ? tensor : tensor + 2 * pixels;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(int pixel, Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
        {
            (a, b, c, d) = (Normalise(a), Normalise(b), Normalise(c), Normalise(d));
            if (channelsFirst)
            {
                var (startAc, startBd) = (InterleaveStart(a, c), InterleaveStart(b, d));
                InterleaveStart(startAc, startBd).Store(red + pixel);
                InterleaveEnd(startAc, startBd).Store(green + pixel);
                InterleaveStart(InterleaveEnd(a, c), InterleaveEnd(b, d)).Store(blue + pixel);
            }
            else
            {
                // Each store's fourth element is overwritten by the next one; the last goes back by one instead.
                var target = (bgr ? blue : red) + 3 * (nint)pixel;
                a.Store(target);
                b.Store(target + 3);
                c.Store(target + 6);
                Vector128.Shuffle(d, Vector128.Create(3, 0, 1, 2)).WithElement(0, c.GetElement(2)).Store(target + 8);
            }
        }

        public void Write(int pixel, Vector128<float> colour)
        {
            colour = Normalise(colour);
            if (channelsFirst)
            {
                (red[pixel], green[pixel], blue[pixel]) = (colour[0], colour[1], colour[2]);
            }
            else
            {
                var target = (bgr ? blue : red) + 3 * (nint)pixel;
                (target[0], target[1], target[2]) = (colour[0], colour[1], colour[2]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector128<float> Normalise(Vector128<float> colour) =>
            Vector128.MultiplyAddEstimate(bgr && !channelsFirst ? Reverse(colour) : colour, scale, offset);

        private static Vector128<float> Reverse(Vector128<float> colour) => Vector128.Shuffle(colour, Vector128.Create(2, 1, 0, 3));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> InterleaveStart(Vector128<float> even, Vector128<float> odd) =>
            Sse.IsSupported ? Sse.UnpackLow(even, odd)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(even, odd)
            : Vector128.Create(even[0], odd[0], even[1], odd[1]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> InterleaveEnd(Vector128<float> even, Vector128<float> odd) =>
            Sse.IsSupported ? Sse.UnpackHigh(even, odd)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(even, odd)
            : Vector128.Create(even[2], odd[2], even[3], odd[3]);
    }
}

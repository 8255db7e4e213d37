using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Iris.Platform.Imaging;

/// <summary>
/// The loop of <see cref="Picture.Warp"/>: samples four pixels at a time and stores them as three vectors, straight from bytes to the normalised tensor,
/// because every network's input passes here, several times per frame of a webcam. Guarded by the warp figures of bench/.
/// </summary>
internal static unsafe class Warper
{
    public static void Fill(in BilinearSampler sampler, in Affine map, int width, int height, float* tensor, in TensorFormat format)
    {
        var writer = new TensorWriter(tensor, width * height, format);
        var (stepX, stepY) = (BilinearSampler.Fix(map.XX), BilinearSampler.Fix(map.YX));
        for (var row = 0; row < height; row++)
        {
            var (startX, startY) = map.Apply(0, row);
            FillRow(sampler, writer, row * width, (row + 1) * width, BilinearSampler.Fix(startX), BilinearSampler.Fix(startY), stepX, stepY);
        }
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
                var (startAb, startCd) = (Interleave(a.GetLower(), b.GetLower()), Interleave(c.GetLower(), d.GetLower()));
                Vector128.Create(startAb.GetLower(), startCd.GetLower()).Store(red + pixel);
                Vector128.Create(startAb.GetUpper(), startCd.GetUpper()).Store(green + pixel);
                Vector128.Create(Interleave(a.GetUpper(), b.GetUpper()).GetLower(), Interleave(c.GetUpper(), d.GetUpper()).GetLower()).Store(blue + pixel);
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

        private static Vector128<float> Interleave(Vector64<float> even, Vector64<float> odd) =>
            Vector128.Shuffle(Vector128.Create(even, odd), Vector128.Create(0, 2, 1, 3));
    }
}

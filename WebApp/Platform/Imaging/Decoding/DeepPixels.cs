using NetVips;

namespace Iris.Platform.Imaging.Decoding;

/// <summary>
/// Pictures with more than 8 bits per sample. Cameras of microscopes write 12 bits into files of 16, and floating point has no range at all: cut to 8 bits
/// as they are, such pictures would be black. What they use of their range is stretched to all of it before anything is cut.
/// </summary>
internal static class DeepPixels
{
    /// <summary>Shares of the samples that may become black or white: hot pixels and dust do not say how bright a picture is.</summary>
    private const double Darkest = 0.001, Brightest = 0.999;

    /// <summary>A picture of 16 bits that uses half of its range stays as it is: photographs keep their light.</summary>
    private const double UsesItsRange = 0.5 * ushort.MaxValue;

    /// <summary>So many pixels, evenly spread, tell the percentiles to about a tenth of their rank.</summary>
    private const double Sampled = 250_000;

    /// <summary>Whether a picture can be stretched: it has more than 8 bits, and colours that mean brightness.</summary>
    public static bool AreIn(Image image) => image.Format is not Enums.BandFormat.Uchar
        && image.Interpretation is not (Enums.Interpretation.Cmyk or Enums.Interpretation.Lab or Enums.Interpretation.Labs or Enums.Interpretation.Labq);

    /// <summary>What the picture uses of its range, or null when that is enough.</summary>
    /// <exception cref="VipsException">The bytes behind it are broken.</exception>
    public static StretchedRange? Measure(Image image)
    {
        var step = Math.Max(1, (int)Math.Sqrt((double)image.Width * image.Height / Sampled));
        using var sampled = image.Subsample(step, step).Then(it => it.Cast(Enums.BandFormat.Float));
        var (samples, bands, colours) = (sampled.WriteToMemory<float>(), image.Bands, Colours(image));
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        var ofBand = new float[samples.Length / bands];
        for (var band = 0; band < colours; band++)
        {
            var count = 0;
            for (var at = 0; at < samples.Length; at += bands)
            {
                if (float.IsFinite(samples[at + band]) && (colours == bands || samples[at + bands - 1] > 0))
                {
                    ofBand[count++] = samples[at + band];
                }
            }

            if (count > 0)
            {
                Array.Sort(ofBand, 0, count);
                (low, high) = (Math.Min(low, ofBand[(int)(Darkest * (count - 1))]), Math.Max(high, ofBand[(int)Math.Ceiling(Brightest * (count - 1))]));
            }
        }

        var isWhole = image.Format is Enums.BandFormat.Ushort;
        return (high - low) switch
        {
            >= UsesItsRange when isWhole => null,
            > 0 => new(Bits(image.Format), image.Format is Enums.BandFormat.Float or Enums.BandFormat.Double, low, high),
            _ when isWhole => null,
            _ => new(Bits(image.Format), image.Format is Enums.BandFormat.Float or Enums.BandFormat.Double, double.IsFinite(low) ? low : 0, double.IsFinite(low) ? low : 0),
        };
    }

    /// <summary>The picture with 16 bits per sample, of which it uses the whole range.</summary>
    public static Image Stretch(Image image, StretchedRange range)
    {
        var scale = ushort.MaxValue / (range.High > range.Low ? range.High - range.Low : 1);
        var colours = Colours(image);
        var (scales, offsets) = (new double[image.Bands], new double[image.Bands]);
        for (var band = 0; band < scales.Length; band++)
        {
            (scales[band], offsets[band]) = band < colours ? (scale, -range.Low * scale) : (image.Format is Enums.BandFormat.Ushort ? 1 : ushort.MaxValue, 0);
        }

        return image.Linear(scales, offsets)
            .Then(it => it.Cast(Enums.BandFormat.Ushort))
            .Then(it => it.Copy(interpretation: colours == 1 ? Enums.Interpretation.Grey16 : Enums.Interpretation.Rgb16));
    }

    private static int Colours(Image image) => image.Bands is 2 or 4 ? image.Bands - 1 : image.Bands;

    private static int Bits(Enums.BandFormat format) => format switch
    {
        Enums.BandFormat.Char => 8,
        Enums.BandFormat.Ushort or Enums.BandFormat.Short => 16,
        _ => 32,
    };
}

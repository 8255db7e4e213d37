namespace Iris.Instruments.Cells.Detection;

/// <summary>Dark pictures are made brighter before a network sees them.</summary>
internal static class Exposure
{
    private const double Percentile = 0.998;
    private const double Target = 0.8 * 255;
    private const double MostGain = 4;

    /// <summary>The factor that lifts the 99.8th percentile of the brightest channel to 0.8: at least 1, at most 4.</summary>
    public static float Gain(ReadOnlySpan<byte> rgb)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        for (var i = 0; i + 2 < rgb.Length; i += 3)
        {
            counts[Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2]))]++;
        }

        var wanted = Percentile * (rgb.Length / 3);
        var bright = 0;
        for (long below = counts[0]; below < wanted && bright < 255; below += counts[bright])
        {
            bright++;
        }

        return (float)Math.Clamp(Target / Math.Max(bright, 1), 1, MostGain);
    }
}

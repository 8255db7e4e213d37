namespace Iris.Instruments.Cells.Detection;

/// <summary>Blown-out light: where all channels are at their end, nothing can be seen.</summary>
internal static class Glare
{
    private const byte White = 252;

    /// <summary>The share of pixels that are white, 0 to 1.</summary>
    public static double Share(ReadOnlySpan<byte> rgb)
    {
        var white = 0;
        for (var i = 0; i + 2 < rgb.Length; i += 3)
        {
            white += rgb[i] >= White && rgb[i + 1] >= White && rgb[i + 2] >= White ? 1 : 0;
        }

        return 3.0 * white / rgb.Length;
    }
}

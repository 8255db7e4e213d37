using System.ComponentModel.DataAnnotations;

namespace Iris.Platform.Imaging;

/// <summary>How large a picture may be; the section <c>Imaging</c> of the configuration.</summary>
public sealed record PictureLimits
{
    /// <summary>The limits of an unconfigured Iris.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Of what is stored: it was within the limits when it was uploaded, whatever they are now.</summary>
    public static PictureLimits Stored { get; } = new() { Bytes = int.MaxValue, Pixels = int.MaxValue, Side = int.MaxValue, Frames = int.MaxValue };

    /// <summary>Size of the file in bytes.</summary>
    [Range(1_000, 200_000_000)]
    public int Bytes { get; init; } = 20_000_000;

    /// <summary>Width × height, read from the header before any pixel is decoded.</summary>
    [Range(1, 500_000_000)]
    public int Pixels { get; init; } = 50_000_000;

    /// <summary>Neither width nor height may be larger: a row is a unit of work and memory.</summary>
    [Range(1, 65_535)]
    public int Side { get; init; } = 32_768;

    /// <summary>Frames of an animation, or pages of a TIFF: only the first is decoded, but all are counted.</summary>
    [Range(1, 100_000)]
    public int Frames { get; init; } = 10_000;
}

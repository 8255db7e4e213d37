using System.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>Finds faces of all sizes, many at once. Slower than the short-range detector, and for stills.</summary>
internal sealed class SsdDetector(ModelRegistry models)
{
    public const int InputSize = 512;

    /// <summary>Finds the faces of a picture, the surest first.</summary>
    /// <param name="picture">
    /// It is sampled without antialiasing, so a picture much larger than the network's 512 pixels should be made smaller before.
    /// </param>
    /// <param name="options">Thresholds; null: <see cref="SsdOptions.Default"/>.</param>
    /// <param name="cancellation">Ends the run.</param>
    public List<Detection> Find(Picture picture, SsdOptions? options = null, CancellationToken cancellation = default)
    {
        var whole = new Rectangle(0, 0, picture.Width, picture.Height);
        using var outputs = SquareInput.Run(models.Get(FaceApiModels.Ssd), picture, whole, centred: false, cancellation);
        return SsdBoxes.Select(outputs["offsets"], outputs["logits"], picture.Width, picture.Height, options ?? SsdOptions.Default);
    }
}

/// <summary>Thresholds of <see cref="SsdDetector"/>; the defaults are the package's.</summary>
internal sealed record SsdOptions
{
    public static SsdOptions Default { get; } = new();

    /// <summary>A box counts when its score is above this: between 0 and 1.</summary>
    public float MinimumScore { get; init; } = 0.5f;

    /// <summary>Of two boxes that share more than this of their union, the one with the lower score is dropped.</summary>
    public float MaximumOverlap { get; init; } = 0.5f;

    public int MaximumFaces { get; init; } = 100;
}

/// <summary>A face that a detector found.</summary>
/// <param name="Box">Inside the picture.</param>
/// <param name="Score">How sure the network is: 0 to 1.</param>
internal readonly record struct Detection(Box Box, float Score);

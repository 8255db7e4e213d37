using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>
/// BlazeFace (Bazarevsky et al. 2019): finds faces that take at least about a tenth of the square it looks at, in 5 ms. It also finds the eyes, so a
/// tilted face is known to be tilted.
/// </summary>
internal sealed class BlazeFaceDetector(ModelRegistry models)
{
    public const int InputSize = 256;

    /// <summary>The coarse and the fine grid of anchors: a score, and a box with six points, for each.</summary>
    public static readonly (string, int)[] Outputs = [("Identity", 512), ("Identity_1", 384), ("Identity_2", 512 * 16), ("Identity_3", 384 * 16)];

    /// <summary>Finds faces in a square of the picture, the surest first.</summary>
    public List<FaceCandidate> Find(PictureLevels picture, FaceFrame square, FaceOptions options, CancellationToken cancellation)
    {
        using var tensor = Tensor.Rent(1, 3, InputSize, InputSize);
        picture.Warp(square, InputSize, tensor.Span, TensorFormat.MinusOneToOne(channelsFirst: true));
        using var outputs = models.Get(HumanModels.BlazeFace).Run(tensor, cancellation);
        var candidates = new List<FaceCandidate>();
        BlazeFaceBoxes.Decode(outputs["Identity"], outputs["Identity_2"], BlazeFaceBoxes.Fine, options.BlazeFaceScore, candidates);
        BlazeFaceBoxes.Decode(outputs["Identity_1"], outputs["Identity_3"], BlazeFaceBoxes.Coarse, options.BlazeFaceScore, candidates);
        return [.. BlazeFaceBoxes.Suppress(candidates, options.MaximumOverlap).Select(candidate => candidate with { Frame = candidate.Frame.Within(square, InputSize) })];
    }
}

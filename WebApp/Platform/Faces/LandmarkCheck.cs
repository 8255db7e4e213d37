using System.Numerics;
using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.FaceApi.Graphs;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces;

/// <summary>
/// A second opinion on a mesh, in 1 ms: on a face, two networks that never met place the same landmarks; on a cat's eye or the tip of a rocket, which
/// detector and mesh may both take for a face, they do not.
/// </summary>
internal sealed class LandmarkCheck(ModelRegistry models)
{
    // The jaw is a soft line that the two networks draw differently; brows, nose, eyes and mouth are not.
    private const int FirstFirmLandmark = 17;

    // What the landmark network was trained to see around a face.
    private const float Margin = 1.2f;

    /// <summary>The mean distance between the landmarks of the two networks, in parts of the face's size.</summary>
    public float Disagreement(PictureLevels picture, FaceMesh mesh, CancellationToken cancellation)
    {
        var frame = mesh.Frame;
        var seen = frame.Scale(Margin);
        using var tensor = Tensor.Rent(1, 3, LandmarkGraph.InputSize, LandmarkGraph.InputSize);
        picture.Warp(seen, LandmarkGraph.InputSize, tensor.Span, TensorFormat.Bytes(channelsFirst: true));
        using var outputs = models.Get(FaceApiModels.Landmarks).Run(tensor, cancellation);
        return Disagreement(mesh.Flat(MeshPoints.Ibug68.AsSpan()), outputs["points"], seen) / frame.Side;
    }

    /// <summary>In picture pixels.</summary>
    /// <param name="expected">68 points of the picture.</param>
    /// <param name="points">68 pairs in parts of the input that shows <paramref name="seen"/>.</param>
    /// <param name="seen">What the landmark network saw.</param>
    public static float Disagreement(ReadOnlySpan<Vector2> expected, ReadOnlySpan<float> points, FaceFrame seen)
    {
        var sum = 0f;
        for (var i = FirstFirmLandmark; i < expected.Length; i++)
        {
            sum += Vector2.Distance(expected[i], seen.ToPicture(new(points[2 * i], points[2 * i + 1]), size: 1));
        }

        return sum / (expected.Length - FirstFirmLandmark);
    }
}

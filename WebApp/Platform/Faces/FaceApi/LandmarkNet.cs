using System.Drawing;
using System.Numerics;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// Finds the 68 points of the iBUG scheme: jaw 0–16, brows 17–26, nose 27–35, left eye 36–41, right eye 42–47, mouth 48–67, left and right as seen. The
/// crops of the other networks are defined by them; for anything finer the mesh is better.
/// </summary>
internal sealed class LandmarkNet(ModelRegistry models)
{
    public const int InputSize = 112;
    public const int PointCount = 68;

    /// <summary>The landmarks of one face, in picture pixels.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="crop">The face as <see cref="SsdDetector"/> boxes it, not empty.</param>
    /// <param name="cancellation">Ends the run.</param>
    public Vector2[] Find(Picture picture, Rectangle crop, CancellationToken cancellation = default)
    {
        using var outputs = SquareInput.Run(models.Get(FaceApiModels.Landmarks), picture, crop, centred: true, cancellation);
        return Place(outputs["points"], crop);
    }

    /// <summary>Mean of the left eye's points.</summary>
    public static Vector2 LeftEye(ReadOnlySpan<Vector2> landmarks) => Mean(landmarks[36..42]);

    /// <summary>Mean of the right eye's points.</summary>
    public static Vector2 RightEye(ReadOnlySpan<Vector2> landmarks) => Mean(landmarks[42..48]);

    /// <summary>Mean of the mouth's points.</summary>
    public static Vector2 Mouth(ReadOnlySpan<Vector2> landmarks) => Mean(landmarks[48..68]);

    /// <summary>From parts of the padded square, x and y in turn, to picture pixels. Like the package, this takes the padding as exactly halved.</summary>
    public static Vector2[] Place(ReadOnlySpan<float> points, Rectangle crop)
    {
        var side = Math.Max(crop.Width, crop.Height);
        var corner = new Vector2(crop.X - (side - crop.Width) / 2f, crop.Y - (side - crop.Height) / 2f);
        var landmarks = new Vector2[PointCount];
        for (var i = 0; i < landmarks.Length; i++)
        {
            landmarks[i] = corner + side * new Vector2(points[2 * i], points[2 * i + 1]);
        }

        return landmarks;
    }

    private static Vector2 Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Vector2.Zero;
        foreach (var point in points)
        {
            sum += point;
        }

        return sum / points.Length;
    }
}

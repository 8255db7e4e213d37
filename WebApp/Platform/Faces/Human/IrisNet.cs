using System.Numerics;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>
/// MediaPipe Iris (Ablavatski et al. 2020): eyelids and iris of both eyes in 3 ms. Its lids follow a blink, which those of the mesh do not.
/// </summary>
internal sealed class IrisNet(ModelRegistry models)
{
    public const int InputSize = 64;

    /// <summary>71 points around the eye and 5 of the iris, x y z each, in pixels of the input.</summary>
    public static readonly (string, int)[] Outputs = [("Identity", PointCount * 3)];

    private const int PointCount = 76, FirstIrisPoint = 71;

    // The eye of the network's training is the person's right one, so the other is shown in a mirror.
    private const int Pixels = 3 * InputSize * InputSize;

    /// <summary>The mesh with its eyelids replaced, and the points of both irises appended.</summary>
    public FaceMesh Refine(PictureLevels picture, FaceMesh mesh, FaceOptions options, CancellationToken cancellation)
    {
        var (right, left) = EyeFrames(mesh, options);
        using var tensor = Tensor.Rent(2, 3, InputSize, InputSize);
        picture.Warp(right, InputSize, tensor.Span[..Pixels], TensorFormat.ZeroToOne(channelsFirst: true));
        picture.Warp(left, InputSize, tensor.Span[Pixels..], TensorFormat.ZeroToOne(channelsFirst: true), mirrored: true);
        using var outputs = models.Get(HumanModels.Iris).Run(tensor, cancellation);
        return Carry(mesh, new(outputs["Identity"].ToArray(), SeenEyes.CornersOf(mesh)), options);
    }

    /// <summary>The mesh with eyes as they were seen before (<see cref="FaceMesh.Eyes"/>), moved and turned along with the corners of its eyes.</summary>
    public static FaceMesh Carry(FaceMesh mesh, SeenEyes eyes, FaceOptions options)
    {
        var (right, left) = EyeFrames(mesh, options);
        var points = new Vector3[FaceMesh.PointCountWithIrises];
        mesh.Points[..FaceMesh.PointCount].CopyTo(points);
        Place(eyes.Shape.AsSpan(0, PointCount * 3), right, mirrored: false, MeshPoints.RightEye, points);
        Place(eyes.Shape.AsSpan(PointCount * 3), left, mirrored: true, MeshPoints.LeftEye, points);
        return new FaceMesh(points, mesh.Score, eyes);
    }

    /// <summary>The square around an eye, upright in the face.</summary>
    public static FaceFrame EyeFrame(FaceMesh mesh, EyePoints eye, float scale)
    {
        var (start, end) = (mesh.Flat(eye.Lower[0]), mesh.Flat(eye.Lower[^1]));
        return new((start + end) / 2, Vector2.Distance(start, end) * scale, mesh.Angle);
    }

    /// <summary>Writes one eye's lids and iris into a mesh. Depth: the lids keep the mesh's, the iris gets the lids' mean.</summary>
    public static void Place(ReadOnlySpan<float> coordinates, FaceFrame frame, bool mirrored, EyePoints eye, Span<Vector3> mesh)
    {
        // The network's points 0 to 8 are the lower lid from the outer corner to the inner, 9 to 15 the upper lid without the corners.
        for (var i = 0; i < eye.Lower.Length; i++)
        {
            mesh[eye.Lower[i]] = new(Point(coordinates, i), mesh[eye.Lower[i]].Z);
        }

        for (var i = 0; i < eye.Upper.Length; i++)
        {
            mesh[eye.Upper[i]] = new(Point(coordinates, eye.Lower.Length + i), mesh[eye.Upper[i]].Z);
        }

        var depth = (mesh[eye.Lower[4]].Z + mesh[eye.Upper[3]].Z) / 2;
        for (var i = FirstIrisPoint; i < PointCount; i++)
        {
            mesh[eye.Iris + i - FirstIrisPoint] = new(Point(coordinates, i), depth);
        }

        Vector2 Point(ReadOnlySpan<float> coordinates, int index)
        {
            var x = coordinates[3 * index];
            return frame.ToPicture(new(mirrored ? InputSize - x : x, coordinates[3 * index + 1]), InputSize);
        }
    }

    private static (FaceFrame Right, FaceFrame Left) EyeFrames(FaceMesh mesh, FaceOptions options) =>
        (EyeFrame(mesh, MeshPoints.RightEye, options.EyeScale), EyeFrame(mesh, MeshPoints.LeftEye, options.EyeScale));
}

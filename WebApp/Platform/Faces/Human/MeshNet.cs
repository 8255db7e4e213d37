using System.Numerics;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>Face Mesh (Kartynnik et al. 2019): 468 points of one face in 1 ms, and whether there is a face at all.</summary>
internal sealed class MeshNet(ModelRegistry models)
{
    public const int InputSize = 192;

    /// <summary>The points, x y z each, in pixels of the input; and the probability of a face.</summary>
    public static readonly (string, int)[] Outputs = [("output_mesh", FaceMesh.PointCount * 3), ("output_faceflag", 1)];

    /// <summary>Looks at one face, which should stand upright in its frame and fill two thirds of it.</summary>
    /// <param name="picture">Where the face is.</param>
    /// <param name="frame">Around the face.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The mesh whatever its score: an empty frame gives one too.</returns>
    public FaceMesh Read(PictureLevels picture, FaceFrame frame, CancellationToken cancellation)
    {
        using var tensor = Tensor.Rent(1, 3, InputSize, InputSize);
        picture.Warp(frame, InputSize, tensor.Span, TensorFormat.ZeroToOne(channelsFirst: true));
        return Run(tensor, frame, mirrored: false, cancellation);
    }

    /// <summary>Looks at one face as it is, and in a mirror: each point of the second mesh is where its counterpart on the other side would be.</summary>
    public (FaceMesh Straight, FaceMesh Mirrored) ReadTwice(PictureLevels picture, FaceFrame frame, CancellationToken cancellation)
    {
        using var tensor = Tensor.Rent(1, 3, InputSize, InputSize);
        picture.Warp(frame, InputSize, tensor.Span, TensorFormat.ZeroToOne(channelsFirst: true));
        var straight = Run(tensor, frame, mirrored: false, cancellation);
        for (var row = tensor.Span; !row.IsEmpty; row = row[InputSize..]) row[..InputSize].Reverse();
        return (straight, Run(tensor, frame, mirrored: true, cancellation));
    }

    /// <summary>From pixels of the input to pixels of the picture; depth is scaled alike.</summary>
    public static Vector3[] Place(ReadOnlySpan<float> coordinates, FaceFrame frame, bool mirrored = false)
    {
        var points = new Vector3[coordinates.Length / 3];
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y, z) = (coordinates[3 * i], coordinates[3 * i + 1], coordinates[3 * i + 2]);
            points[i] = new(frame.ToPicture(new(mirrored ? InputSize - x : x, y), InputSize), z * frame.Side / InputSize);
        }

        return points;
    }

    private FaceMesh Run(Tensor tensor, FaceFrame frame, bool mirrored, CancellationToken cancellation)
    {
        using var outputs = models.Get(HumanModels.Mesh).Run(tensor, cancellation);
        return new FaceMesh(Place(outputs["output_mesh"], frame, mirrored), outputs["output_faceflag"][0]);
    }
}

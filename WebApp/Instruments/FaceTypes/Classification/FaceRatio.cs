using System.Collections.Immutable;
using System.Numerics;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform.Faces;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>
/// A ratio of two distances in a face, in the mesh's three dimensions, so that a turned head changes it little. All come from anthropometry (Farkas 1994:
/// indices of the head and face), are measured between points of the mesh, and were chosen because they differ between people far more than between copies
/// of one picture. None tells right from left.
/// </summary>
/// <param name="Name">In the reference distribution.</param>
/// <param name="Region">To whose score it belongs.</param>
/// <param name="Sign">1 where a longer, narrower face has more of it, else -1.</param>
/// <param name="Measure">From points of one look.</param>
internal sealed record FaceRatio(string Name, FaceRegion Region, int Sign, Func<FaceMesh, double> Measure)
{
    public static ImmutableArray<FaceRatio> All { get; } =
    [
        // Height from the bridge of the nose to the chin over the width between the cheekbones: the facial index.
        new("facialIndex", FaceRegion.Face, 1, mesh => Distance(mesh, 168, 152) / Distance(mesh, 234, 454)),
        // Width between the corners of the jaw over the width between the cheekbones.
        new("jawWidth", FaceRegion.Face, -1, mesh => Distance(mesh, 172, 397) / Distance(mesh, 234, 454)),
        // Length of the nose over the width of the face.
        new("noseLength", FaceRegion.TZone, 1, mesh => Distance(mesh, 168, 2) / Distance(mesh, 234, 454)),
        // Width between the wings of the nose over its length: the nasal index.
        new("nasalIndex", FaceRegion.TZone, -1, mesh => Distance(mesh, 129, 358) / Distance(mesh, 168, 2)),
        // Height from below the nose to the chin over the width of the jaw.
        new("lowerHeight", FaceRegion.LowerFace, 1, mesh => Distance(mesh, 2, 152) / Distance(mesh, 172, 397)),
        // Width of the mouth over the width of the jaw.
        new("mouthWidth", FaceRegion.LowerFace, -1, mesh => Distance(mesh, 61, 291) / Distance(mesh, 172, 397)),
    ];

    /// <summary>All ratios, each the mean over the looks.</summary>
    public static double[] Of(IReadOnlyList<FaceMesh> looks) => [.. All.Select(ratio => looks.Average(ratio.Measure))];

    private static double Distance(FaceMesh mesh, int one, int other) => Vector3.Distance(mesh.Points[one], mesh.Points[other]);
}

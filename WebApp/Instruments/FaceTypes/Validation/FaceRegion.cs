using System.Collections.Immutable;
using System.Numerics;
using Iris.Platform.Faces;

namespace Iris.Instruments.FaceTypes.Validation;

/// <summary>What of a face is looked at.</summary>
public enum FaceRegion
{
    /// <summary>From the hairline to the chin.</summary>
    Face,

    /// <summary>Brows, eyes and nose.</summary>
    TZone,

    /// <summary>Mouth and jaw.</summary>
    LowerFace,
}

internal static class FaceRegions
{
    /// <summary>Points of the mesh: brows, the corners and lids of the eyes, the bridge, tip and wings of the nose.</summary>
    private static readonly ImmutableArray<int> TZone =
        [70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 33, 133, 159, 145, 263, 362, 386, 374, 168, 6, 197, 5, 4, 1, 2, 98, 327, 129, 358];

    /// <summary>Lips, and the outline from jaw corner to jaw corner; what is above lies beside the nose.</summary>
    private static readonly ImmutableArray<int> LowerFace =
        [61, 291, 0, 17, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172];

    public static ImmutableArray<FaceRegion> All { get; } = [FaceRegion.Face, FaceRegion.TZone, FaceRegion.LowerFace];

    /// <summary>Where the region lies, in pixels of the mesh's picture.</summary>
    public static Box BoxOf(this FaceRegion region, FaceMesh mesh) => region switch
    {
        FaceRegion.Face => mesh.Box,
        FaceRegion.TZone => Around(mesh, TZone),
        FaceRegion.LowerFace => Around(mesh, LowerFace),
        _ => throw new ArgumentOutOfRangeException(nameof(region)),
    };

    private static Box Around(FaceMesh mesh, ImmutableArray<int> indices)
    {
        Vector2[] points = mesh.Flat(indices.AsSpan());
        return Box.Around(points);
    }
}

using System.Collections.Immutable;

namespace Iris.Platform.Faces;

/// <summary>Which points of a <see cref="FaceMesh"/> are what. Right and left are the person's own: the right eye is on the left of the picture.</summary>
public static class MeshPoints
{
    public static EyePoints RightEye { get; } = new([33, 7, 163, 144, 145, 153, 154, 155, 133], [246, 161, 160, 159, 158, 157, 173], 473);

    public static EyePoints LeftEye { get; } = new([263, 249, 390, 373, 374, 380, 381, 382, 362], [466, 388, 387, 386, 385, 384, 398], 468);

    /// <summary>Around the face, clockwise from the middle of the forehead.</summary>
    public static ImmutableArray<int> Outline { get; } =
    [
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ];

    /// <summary>The points nearest to the 68 of the iBUG scheme, in its order: jaw, brows, nose, eyes, mouth.</summary>
    internal static ImmutableArray<int> Ibug68 { get; } =
    [
        127, 234, 93, 132, 58, 172, 150, 176, 152, 400, 379, 397, 288, 361, 323, 454, 356,
        70, 63, 105, 66, 107, 336, 296, 334, 293, 300,
        168, 197, 5, 4, 98, 97, 2, 326, 327,
        33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380,
        61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91, 78, 81, 13, 311, 308, 402, 14, 178,
    ];
}

/// <summary>One eye in a <see cref="FaceMesh"/>.</summary>
/// <param name="Lower">The lower lid from the outer corner to the inner, both included.</param>
/// <param name="Upper">The upper lid from the outer corner to the inner, without them.</param>
/// <param name="Iris">The first of five points of the iris: centre, then the rim.</param>
public sealed record EyePoints(ImmutableArray<int> Lower, ImmutableArray<int> Upper, int Iris);

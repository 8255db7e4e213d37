using System.Numerics;
using Iris.Platform.Faces;

namespace Iris.Live.Analysis;

/// <summary>What the posture of a head is judged by. Lengths are parts of the frame's height, so they do not depend on the camera's resolution.</summary>
/// <param name="X">Width of the face: the mean x of jaw points 13 to 16 less that of 0 to 3.</param>
/// <param name="Y">Height of the face in the frame, downwards: the mean of the mean y of the right eye, the left eye and the nose.</param>
/// <param name="Nose">Distance of the nose from <paramref name="Y"/>.</param>
/// <param name="Angle">90 plus the slope of the line between the centres of the eyes, in degrees; above 90 the head leans to the right of the picture.</param>
internal readonly record struct FaceMetrics(double X, double Y, double Nose, double Angle)
{
    /// <summary>Measures a mesh by the 68 points of the iBUG scheme (Sagonas et al. 2013).</summary>
    /// <param name="mesh">In pixels of the whole frame.</param>
    /// <param name="frameHeight">In the same pixels.</param>
    public static FaceMetrics Of(FaceMesh mesh, float frameHeight) => Of(mesh.Flat(MeshPoints.Ibug68.AsSpan()), frameHeight);

    /// <summary>Measures 68 points.</summary>
    public static FaceMetrics Of(ReadOnlySpan<Vector2> points, float frameHeight)
    {
        var (right, left, nose) = (Mean(points[36..42]), Mean(points[42..48]), Mean(points[31..36]));
        var width = Mean(points[13..17]).X - Mean(points[..4]).X;
        var y = (right.Y + left.Y + nose.Y) / 3;
        var slope = Math.Atan2(left.Y - right.Y, left.X - right.X) * 180 / Math.PI;
        return new(width / frameHeight, y / frameHeight, Math.Abs(nose.Y - y) / frameHeight, 90 + slope);
    }

    private static Vector2 Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Vector2.Zero;
        foreach (var point in points) sum += point;
        return sum / points.Length;
    }
}

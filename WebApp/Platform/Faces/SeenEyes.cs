using System.Numerics;

namespace Iris.Platform.Faces;

/// <summary>What the iris network saw of both eyes, and where in the picture: for the next frames, as long as the head keeps still.</summary>
/// <param name="Shape">The network's numbers, in its own input.</param>
/// <param name="Corners">The corners of the eyes as the mesh had them: right eye, left eye, outer and inner each.</param>
internal sealed record SeenEyes(float[] Shape, Vector2[] Corners)
{
    /// <summary>The corners of the eyes of a mesh that has not been refined.</summary>
    public static Vector2[] CornersOf(FaceMesh mesh) =>
        mesh.Flat([MeshPoints.RightEye.Lower[0], MeshPoints.RightEye.Lower[^1], MeshPoints.LeftEye.Lower[0], MeshPoints.LeftEye.Lower[^1]]);

    /// <summary>The same eyes in other coordinates: scaled, then moved.</summary>
    public SeenEyes Move(Vector2 offset, float scale) => this with { Corners = Array.ConvertAll(Corners, corner => corner * scale + offset) };

    /// <summary>How far a corner has come at most, in parts of the eyes' mean width.</summary>
    /// <param name="mesh">In the same coordinates, and not refined.</param>
    public float DriftTo(FaceMesh mesh)
    {
        var (now, farthest) = (CornersOf(mesh), 0f);
        for (var i = 0; i < now.Length; i++) farthest = MathF.Max(farthest, Vector2.Distance(now[i], Corners[i]));
        return 2 * farthest / (Vector2.Distance(Corners[0], Corners[1]) + Vector2.Distance(Corners[2], Corners[3]));
    }
}

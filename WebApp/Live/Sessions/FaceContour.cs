using Iris.Platform.Faces;

namespace Iris.Live.Sessions;

/// <summary>The points of a face that a client draws.</summary>
internal static class FaceContour
{
    /// <summary>The 68 points of the iBUG scheme and both irises: x, y in turn, in parts of the whole frame.</summary>
    public static float[] Of(FaceMesh mesh, int width, int height)
    {
        var points = new float[2 * (MeshPoints.Ibug68.Length + 2)];
        var next = 0;
        foreach (var index in MeshPoints.Ibug68) Put(index);
        Put(MeshPoints.RightEye.Iris);
        Put(MeshPoints.LeftEye.Iris);
        return points;

        void Put(int index)
        {
            points[next++] = mesh.Points[index].X / width;
            points[next++] = mesh.Points[index].Y / height;
        }
    }
}

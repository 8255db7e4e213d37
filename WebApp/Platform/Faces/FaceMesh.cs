using System.Numerics;

namespace Iris.Platform.Faces;

/// <summary>The points of a face in picture pixels: MediaPipe's canonical 468, and 5 for each iris where they were asked for. Depth grows away from the camera.</summary>
public sealed class FaceMesh
{
    public const int PointCount = 468, PointCountWithIrises = 478;

    private readonly Vector3[] points;

    internal FaceMesh(Vector3[] points, float score, SeenEyes? eyes = null)
    {
        (this.points, Score, Eyes) = (points, score, eyes);
        Span<Vector2> flat = stackalloc Vector2[PointCount];
        for (var i = 0; i < PointCount; i++)
        {
            flat[i] = new(points[i].X, points[i].Y);
        }

        Box = Box.Around(flat);
    }

    /// <summary><see cref="PointCount"/> or <see cref="PointCountWithIrises"/> points; <see cref="MeshPoints"/> names some.</summary>
    public ReadOnlySpan<Vector3> Points => points;

    public bool HasIrises => points.Length == PointCountWithIrises;

    /// <summary>The probability that this is a face: 0 to 1.</summary>
    public float Score { get; }

    /// <summary>Around all points, from the hairline to the chin.</summary>
    public Box Box { get; }

    /// <summary>The slope of the line through the outer corners of the eyes: radians, clockwise as seen.</summary>
    public float Angle
    {
        get
        {
            var line = Flat(MeshPoints.LeftEye.Lower[0]) - Flat(MeshPoints.RightEye.Lower[0]);
            return MathF.Atan2(line.Y, line.X);
        }
    }

    /// <summary>
    /// How far an eye is open: the lids' distance in parts of the eye's width, about 0.3 for an open and below 0.15 for a shut eye. It differs from person
    /// to person; compare it with the person's own. Only the lids of a mesh with irises follow a blink.
    /// </summary>
    public float EyeAspectRatio(EyePoints eye)
    {
        // Soukupová and Čech 2016, with three pairs of lid points around the middle.
        var opening = 0f;
        for (var i = 2; i <= 4; i++)
        {
            opening += Vector2.Distance(Flat(eye.Upper[i]), Flat(eye.Lower[i + 1]));
        }

        return opening / 3 / Vector2.Distance(Flat(eye.Lower[0]), Flat(eye.Lower[^1]));
    }

    /// <summary>The square around the face, upright in the face's own sense.</summary>
    internal FaceFrame Frame
    {
        get
        {
            var angle = Angle;
            var (sin, cos) = MathF.SinCos(angle);
            Span<Vector2> upright = stackalloc Vector2[PointCount];
            for (var i = 0; i < PointCount; i++)
            {
                upright[i] = new(cos * points[i].X + sin * points[i].Y, cos * points[i].Y - sin * points[i].X);
            }

            var box = Box.Around(upright);
            var centre = box.Centre;
            return new(new(cos * centre.X - sin * centre.Y, sin * centre.X + cos * centre.Y), MathF.Max(box.Width, box.Height), angle);
        }
    }

    /// <summary>Null where the iris network did not look.</summary>
    internal SeenEyes? Eyes { get; }

    internal Vector2 Flat(int index) => new(points[index].X, points[index].Y);

    /// <summary>Some points without depth.</summary>
    internal Vector2[] Flat(ReadOnlySpan<int> indices)
    {
        var flat = new Vector2[indices.Length];
        for (var i = 0; i < flat.Length; i++)
        {
            flat[i] = Flat(indices[i]);
        }

        return flat;
    }
}

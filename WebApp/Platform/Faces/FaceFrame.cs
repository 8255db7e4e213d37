using System.Numerics;
using Iris.Platform.Imaging;

namespace Iris.Platform.Faces;

/// <summary>A square of a picture, turned so that what it frames stands upright: what a network looks at.</summary>
/// <param name="Centre">In picture pixels; the picture's top left corner is 0, 0. The frame may reach beyond the picture.</param>
/// <param name="Side">In picture pixels.</param>
/// <param name="Angle">Radians, clockwise as seen.</param>
internal readonly record struct FaceFrame(Vector2 Centre, float Side, float Angle)
{
    /// <summary>The square without its turn.</summary>
    public Box Box => new(Centre.X - Side / 2, Centre.Y - Side / 2, Side, Side);

    /// <summary>The smallest upright square around a box.</summary>
    public static FaceFrame Around(Box box) => new(box.Centre, MathF.Max(box.Width, box.Height), 0);

    public FaceFrame Scale(float factor) => this with { Side = Side * factor };

    /// <summary>From pixels of a network's input that shows this frame to pixels of the picture.</summary>
    public Affine Map(int size) => Affine.FromBox(Centre.X - Side / 2, Centre.Y - Side / 2, Side, Side, size, size, PixelCentres.Half, Angle);

    /// <summary>A point of the input that shows this frame, as a point of the picture. Both count from the corner of the first pixel, not from its centre.</summary>
    public Vector2 ToPicture(Vector2 point, int size)
    {
        var (sin, cos) = MathF.SinCos(Angle);
        var offset = (point - new Vector2(size / 2f)) * (Side / size);
        return Centre + new Vector2(cos * offset.X - sin * offset.Y, sin * offset.X + cos * offset.Y);
    }

    /// <summary>This frame, given in the input of a network that looked at <paramref name="outer"/>, in the picture.</summary>
    public FaceFrame Within(FaceFrame outer, int size) => new(outer.ToPicture(Centre, size), Side * outer.Side / size, Angle + outer.Angle);
}

/// <summary>Where a face may be.</summary>
/// <param name="Frame">Around brows, chin and cheeks.</param>
/// <param name="Score">Of the detector: 0 to 1.</param>
internal readonly record struct FaceCandidate(FaceFrame Frame, float Score);

using System.Drawing;
using System.Numerics;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>
/// Which pixels of a picture the face-api networks look at: the package's rules, to the pixel. An empty rectangle means that nothing is left to see.
/// Landmarks are the 68 of the iBUG scheme: jaw 0–16, brows 17–26, nose 27–35, eyes 36–41 and 42–47, mouth 48–67. The package has a network of its own
/// for them; those of the mesh serve these crops as well.
/// </summary>
internal static class FaceCrops
{
    /// <summary>The part of a box that lies in the picture; x, y, width and height are rounded down one by one.</summary>
    public static Rectangle Inside(Box box, int pictureWidth, int pictureHeight)
    {
        var x = MathF.Max(box.X, 0);
        var y = MathF.Max(box.Y, 0);
        var width = MathF.Min(box.X + box.Width - x, pictureWidth - x);
        var height = MathF.Min(box.Y + box.Height - y, pictureHeight - y);
        return width >= 1 && height >= 1 ? new((int)x, (int)y, (int)width, (int)height) : Rectangle.Empty;
    }

    /// <summary>What <see cref="AgeGenderNet"/> looks at: the box around all landmarks, enlarged by 20 %.</summary>
    public static Rectangle ForAgeAndGender(ReadOnlySpan<Vector2> landmarks, int pictureWidth, int pictureHeight)
    {
        var box = Box.Around(landmarks);
        return Inside(new(box.X - box.Width * 0.1f, box.Y - box.Height * 0.1f, box.Width * 1.2f, box.Height * 1.2f), pictureWidth, pictureHeight);
    }

    /// <summary>
    /// What <see cref="FaceRecognitionNet"/> looks at: a square whose side follows from the mean distance of the eyes to the mouth; the mean of the three
    /// stands in the middle of its width and at 43 % of its height.
    /// </summary>
    public static Rectangle ForDescriptor(ReadOnlySpan<Vector2> landmarks, int pictureWidth, int pictureHeight)
    {
        var (oneEye, otherEye, mouth) = (Mean(landmarks[36..42]), Mean(landmarks[42..48]), Mean(landmarks[48..68]));
        var distance = (Vector2.Distance(oneEye, mouth) + Vector2.Distance(otherEye, mouth)) / 2;
        var side = MathF.Floor(distance / 0.45f);
        var corner = Vector2.Max((oneEye + otherEye + mouth) / 3 - side * new Vector2(0.5f, 0.43f), Vector2.Zero);
        return Inside(new(MathF.Floor(corner.X), MathF.Floor(corner.Y), side, side), pictureWidth, pictureHeight);
    }

    private static Vector2 Mean(ReadOnlySpan<Vector2> points)
    {
        var sum = Vector2.Zero;
        foreach (var point in points)
        {
            sum += point;
        }

        return sum / points.Length;
    }
}

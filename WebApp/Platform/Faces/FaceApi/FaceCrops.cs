using System.Drawing;
using System.Numerics;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>Which pixels of a picture the face-api networks look at: the package's rules, to the pixel. An empty rectangle means that nothing is left to see.</summary>
internal static class FaceCrops
{
    /// <summary>The part of a box that lies in the picture; x, y, width and height are rounded down one by one.</summary>
    public static Rectangle Inside(Box box, int pictureWidth, int pictureHeight)
    {
        var x = MathF.Max(box.X, 0);
        var y = MathF.Max(box.Y, 0);
        var width = MathF.Min(box.X + box.Width - x, pictureWidth - x);
        var height = MathF.Min(box.Y + box.Height - y, pictureHeight - y);
        return width > 0 && height > 0 ? new((int)x, (int)y, (int)width, (int)height) : Rectangle.Empty;
    }

    /// <summary>What <see cref="AgeGenderNet"/> looks at: the box around all landmarks, enlarged by 20 %.</summary>
    public static Rectangle ForAgeAndGender(ReadOnlySpan<Vector2> landmarks, int pictureWidth, int pictureHeight)
    {
        var (low, high) = (landmarks[0], landmarks[0]);
        foreach (var point in landmarks)
        {
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }

        var size = high - low;
        return Inside(new(low.X - size.X * 0.1f, low.Y - size.Y * 0.1f, size.X * 1.2f, size.Y * 1.2f), pictureWidth, pictureHeight);
    }

    /// <summary>
    /// What <see cref="FaceRecognitionNet"/> looks at: a square whose side follows from the mean distance of the eyes to the mouth; the mean of the three
    /// stands in the middle of its width and at 43 % of its height.
    /// </summary>
    /// <param name="leftEye">Mean of the landmarks of the eye on the left of the picture.</param>
    /// <param name="rightEye">Mean of the landmarks of the other eye.</param>
    /// <param name="mouth">Mean of the landmarks of the mouth.</param>
    /// <param name="pictureWidth">In pixels.</param>
    /// <param name="pictureHeight">In pixels.</param>
    public static Rectangle ForDescriptor(Vector2 leftEye, Vector2 rightEye, Vector2 mouth, int pictureWidth, int pictureHeight)
    {
        var distance = (Vector2.Distance(leftEye, mouth) + Vector2.Distance(rightEye, mouth)) / 2;
        var side = MathF.Floor(distance / 0.45f);
        var corner = Vector2.Max((leftEye + rightEye + mouth) / 3 - side * new Vector2(0.5f, 0.43f), Vector2.Zero);
        return Inside(new(MathF.Floor(corner.X), MathF.Floor(corner.Y), side, side), pictureWidth, pictureHeight);
    }
}

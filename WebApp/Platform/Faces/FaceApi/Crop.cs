using System.Numerics;

namespace Iris.Platform.Faces.FaceApi;

/// <summary>Whole pixels of a picture. The rules by which the face-api networks choose theirs follow the package, to the pixel.</summary>
internal readonly record struct Crop(int X, int Y, int Width, int Height)
{
    /// <summary>True when no pixel is left: the box lay outside the picture.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>The part of a box that lies in the picture; x, y, width and height are rounded down one by one.</summary>
    public static Crop Inside(Box box, int pictureWidth, int pictureHeight)
    {
        var x = Math.Max(box.X, 0);
        var y = Math.Max(box.Y, 0);
        var width = Math.Min(box.X + box.Width - x, pictureWidth - x);
        var height = Math.Min(box.Y + box.Height - y, pictureHeight - y);
        return new((int)MathF.Floor(x), (int)MathF.Floor(y), (int)MathF.Floor(width), (int)MathF.Floor(height));
    }

    /// <summary>What <see cref="AgeGenderNet"/> looks at: the box around all landmarks, enlarged by 20 %.</summary>
    public static Crop ForAgeAndGender(ReadOnlySpan<Vector2> landmarks, int pictureWidth, int pictureHeight)
    {
        var (low, high) = (landmarks[0], landmarks[0]);
        foreach (var point in landmarks)
        {
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }

        var size = high - low;
        low -= size * 0.1f;
        size *= 1.2f;
        return Inside(new(low.X, low.Y, size.X, size.Y), pictureWidth, pictureHeight);
    }

    /// <summary>
    /// What <see cref="FaceRecognitionNet"/> looks at: a square whose side follows from the mean distance of the eyes to the mouth, with the middle of the
    /// three in its centre, 43 % from above.
    /// </summary>
    /// <param name="leftEye">Centre of the eye on the left of the picture.</param>
    /// <param name="rightEye">Centre of the other eye.</param>
    /// <param name="mouth">Centre of the mouth.</param>
    /// <param name="pictureWidth">In pixels.</param>
    /// <param name="pictureHeight">In pixels.</param>
    public static Crop ForDescriptor(Vector2 leftEye, Vector2 rightEye, Vector2 mouth, int pictureWidth, int pictureHeight)
    {
        var distance = (Vector2.Distance(leftEye, mouth) + Vector2.Distance(rightEye, mouth)) / 2;
        var side = MathF.Floor(distance / 0.45f);
        var corner = (leftEye + rightEye + mouth) / 3 - side * new Vector2(0.5f, 0.43f);
        return Inside(new(MathF.Floor(MathF.Max(0, corner.X)), MathF.Floor(MathF.Max(0, corner.Y)), side, side), pictureWidth, pictureHeight);
    }
}

using System.Numerics;

namespace Iris.Platform.Faces;

/// <summary>A rectangle in picture pixels; the origin is the picture's top left corner.</summary>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    public Vector2 Centre => new(X + Width / 2, Y + Height / 2);

    public float Area => Width * Height;

    public bool Contains(Vector2 point) => point.X >= X && point.Y >= Y && point.X < X + Width && point.Y < Y + Height;

    /// <summary>Intersection over union: 0 to 1.</summary>
    public static float Overlap(Box one, Box other)
    {
        var shared = SharedArea(one, other);
        return shared / (one.Area + other.Area - shared);
    }

    /// <summary>The part of the smaller box that the larger covers: 0 to 1.</summary>
    public static float Coverage(Box one, Box other) => SharedArea(one, other) / MathF.Min(one.Area, other.Area);

    /// <summary>The smallest box around points.</summary>
    public static Box Around(ReadOnlySpan<Vector2> points)
    {
        var (low, high) = (new Vector2(float.PositiveInfinity), new Vector2(float.NegativeInfinity));
        foreach (var point in points)
        {
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }

        return new(low.X, low.Y, high.X - low.X, high.Y - low.Y);
    }

    private static float SharedArea(Box one, Box other)
    {
        var width = MathF.Min(one.X + one.Width, other.X + other.Width) - MathF.Max(one.X, other.X);
        var height = MathF.Min(one.Y + one.Height, other.Y + other.Height) - MathF.Max(one.Y, other.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }
}

using Iris.Platform.Faces;

namespace Iris.Instruments;

/// <summary>A rectangle in pixels of the full-size, upright picture, origin at the top left; to a tenth of a pixel.</summary>
public sealed record FaceBox(float X, float Y, float Width, float Height)
{
    /// <param name="box">In a picture that was reduced by <paramref name="scale"/>.</param>
    /// <param name="scale">Full-size pixels per pixel.</param>
    internal static FaceBox Of(Box box, float scale) => new(Round(box.X * scale), Round(box.Y * scale), Round(box.Width * scale), Round(box.Height * scale));

    private static float Round(float pixels) => MathF.Round(pixels, 1);
}

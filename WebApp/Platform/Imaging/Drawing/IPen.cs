namespace Iris.Platform.Imaging.Drawing;

/// <summary>Draws shapes over a picture, in its full-size pixels: on the pixels themselves, or as SVG for a browser to lay over them.</summary>
public interface IPen
{
    /// <summary>A rectangle with round corners.</summary>
    void Rectangle(float x, float y, float width, float height, float cornerRadius, in Ink ink);

    void Circle(float x, float y, float radius, in Ink ink);

    /// <summary>A line of text.</summary>
    /// <param name="text">As it is to be read; never markup.</param>
    /// <param name="middle">Where the middle of the line stands.</param>
    /// <param name="baseline">Where its letters stand.</param>
    /// <param name="size">Of the letters, as in CSS.</param>
    /// <param name="color">As in <see cref="Ink"/>.</param>
    void Text(string text, float middle, float baseline, float size, string color);
}

/// <summary>How a shape is drawn.</summary>
/// <param name="Color"><c>#rgb</c> or <c>#rrggbb</c>.</param>
/// <param name="LineWidth">Of its outline; null fills it.</param>
/// <param name="Opacity">0 to 1.</param>
/// <param name="Dash">Length of the dashes of an outline, which gaps of half that length part; 0 for none.</param>
public readonly record struct Ink(string Color, float? LineWidth = null, float Opacity = 1, float Dash = 0);

using Iris.Platform.Imaging.Drawing;

namespace Iris.Instruments.FaceTypes.Drawing;

/// <summary>A drawn head that stands where there is no picture of a type yet, and clearly so: nobody could take it for a person.</summary>
internal static class DrawnPortrait
{
    public const int Side = 480;

    private const string Ink = "#3b3140";

    private static readonly string[] Backgrounds = ["#d9f2ee", "#e8e0fa", "#fdeecb", "#dce9fb"];
    private static readonly string[] Hairs = [Ink, "#6b4a35", "#8a6f4d", "#4a4f5c"];
    private static readonly string[] Skins = ["#f3cfb3", "#e2b08a", "#c98d63", "#9a6544"];

    /// <summary>A square of <see cref="Side"/> pixels.</summary>
    /// <param name="place">Of the type among all: from 0, the broadest face, to 1, the longest.</param>
    /// <param name="variant">From 0; another number, another head.</param>
    public static DrawingSheet Draw(float place, int variant)
    {
        var sheet = new DrawingSheet(Side, Side, Backgrounds[variant % Backgrounds.Length]);
        const float Middle = Side / 2f;
        var (width, height) = (float.Lerp(118, 88, place), float.Lerp(128, 158, place));
        var (skin, hair) = (Skins[variant % Skins.Length], Hairs[(variant + 1) % Hairs.Length]);

        sheet.Ellipse(Middle, 214, width + 16, height + 8, hair);
        sheet.Rectangle(Middle - 36, 300, 72, 110, 24, skin);
        sheet.Ellipse(Middle, 520, 210, 130, hair);
        sheet.Ellipse(Middle, 232, width, height, skin);
        sheet.EllipseAbove(Middle, 222, width + 6, height, 168 + 8 * (variant % 3), hair);
        foreach (var side in new[] { -1, 1 })
        {
            var eye = Middle + side * width * 0.42f;
            sheet.Line(eye - 20, 202, eye + 20, 202 - 4 * (variant % 2), 6, Ink);
            sheet.Ellipse(eye, 228, 9, 9, Ink);
        }

        sheet.Line(Middle, 236, Middle, 236 + height * 0.24f, 6, Ink);
        sheet.Arc(Middle - 34, 210 + height * 0.55f, 68, 36, 30, 120, 6, Ink);
        return sheet;
    }
}

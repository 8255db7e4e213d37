using Iris.Platform.Imaging.Drawing;
using SkiaSharp;

namespace Iris.Instruments.FaceTypes.Drawing;

/// <summary>A drawn head that stands where there is no picture of a type yet, and clearly so: nobody could take it for a person.</summary>
internal static class DrawnPortrait
{
    public const int Side = 480;

    private static readonly string[] Backgrounds = ["#d9f2ee", "#e8e0fa", "#fdeecb", "#dce9fb"];
    private static readonly string[] Hair = ["#3b3140", "#6b4a35", "#8a6f4d", "#4a4f5c"];
    private static readonly string[] Skin = ["#f3cfb3", "#e2b08a", "#c98d63", "#9a6544"];

    /// <summary>A PNG.</summary>
    /// <param name="place">Of the type among all: from 0, the broadest face, to 1, the longest.</param>
    /// <param name="variant">From 0; another number, another head.</param>
    public static byte[] Draw(float place, int variant)
    {
        using var sheet = new DrawingSheet(Side, Side, Backgrounds[variant % Backgrounds.Length]);
        var (canvas, middle) = (sheet.Canvas, Side / 2f);
        var (width, height) = (float.Lerp(118, 88, place), float.Lerp(128, 158, place));
        var (skin, hair) = (Skin[variant % Skin.Length], Hair[(variant + 1) % Hair.Length]);
        using var skinPaint = DrawingSheet.Paint(skin);
        using var hairPaint = DrawingSheet.Paint(hair);
        using var line = DrawingSheet.Paint("#3b3140", 6);

        Ellipse(middle, 214, width + 16, height + 8, hairPaint);
        canvas.DrawRoundRect(middle - 36, 300, 72, 110, 24, 24, skinPaint);
        Ellipse(middle, 520, 210, 130, hairPaint);
        Ellipse(middle, 232, width, height, skinPaint);
        canvas.Save();
        canvas.ClipRect(new SKRect(0, 0, Side, 168 + 8 * (variant % 3)));
        Ellipse(middle, 222, width + 6, height, hairPaint);
        canvas.Restore();

        foreach (var side in new[] { -1, 1 })
        {
            var eye = middle + side * width * 0.42f;
            canvas.DrawLine(eye - 20, 202, eye + 20, 202 - 4 * (variant % 2), line);
            using var iris = DrawingSheet.Paint("#3b3140");
            canvas.DrawCircle(eye, 228, 9, iris);
        }

        canvas.DrawLine(middle, 236, middle, 236 + height * 0.24f, line);
        canvas.DrawArc(SKRect.Create(middle - 34, 210 + height * 0.55f, 68, 36), 30, 120, useCenter: false, line);
        return sheet.ToPng();

        void Ellipse(float x, float y, float radiusX, float radiusY, SKPaint paint) => canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }
}

using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Iris.Platform.Imaging.Drawing;

/// <summary>An empty sheet that a picture is drawn on from nothing: placeholders, cards. For one thread.</summary>
internal sealed class DrawingSheet : IDisposable
{
    /// <summary>At level 6 the same file takes six times as long for a tenth of its bytes.</summary>
    private static readonly SKPngEncoderOptions Quick = new(SKPngEncoderFilterFlags.Sub, 1);

    private readonly SKSurface surface;
    private readonly SKShaper shaper = new(LabelFont.Typeface);

    public DrawingSheet(int width, int height, string color)
    {
        surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColor.Parse(color));
    }

    public SKCanvas Canvas => surface.Canvas;

    /// <summary>Anti-aliased; a line where a width is given, else filled.</summary>
    public static SKPaint Paint(string color, float? lineWidth = null) => new()
    {
        IsAntialias = true,
        Color = SKColor.Parse(color),
        Style = lineWidth is null ? SKPaintStyle.Fill : SKPaintStyle.Stroke,
        StrokeWidth = lineWidth ?? 0,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    /// <summary>A picture to draw on a sheet; a copy of its pixels.</summary>
    public static SKImage Image(Picture picture)
    {
        var rgb = picture.Rgb;
        var rgba = new byte[4 * picture.Width * picture.Height];
        for (var (from, to) = (0, 0); from < rgb.Length; from += 3, to += 4)
        {
            (rgba[to], rgba[to + 1], rgba[to + 2], rgba[to + 3]) = (rgb[from], rgb[from + 1], rgb[from + 2], byte.MaxValue);
        }

        return SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba, 4 * picture.Width);
    }

    /// <summary>A line of text.</summary>
    public void Text(string text, float x, float baseline, float size, string color, SKTextAlign align = SKTextAlign.Left)
    {
        using var paint = Paint(color);
        using var font = new SKFont(LabelFont.Typeface, size);
        surface.Canvas.DrawShapedText(shaper, text, x, baseline, align, font, paint);
    }

    /// <summary>How wide a line of text is.</summary>
    public static float WidthOf(string text, float size)
    {
        using var font = new SKFont(LabelFont.Typeface, size);
        return font.MeasureText(text);
    }

    /// <summary>A text of several lines, broken between words; the last line that fits ends with an ellipsis when there is more.</summary>
    /// <returns>The baseline that a further line would have.</returns>
    public float Paragraph(string text, float x, float baseline, float width, float size, int mostLines, string color)
    {
        foreach (var line in Broken(text, width, size, mostLines))
        {
            Text(line, x, baseline, size, color);
            baseline += size * 1.5f;
        }

        return baseline;
    }

    public byte[] ToPng()
    {
        surface.Flush();
        using var pixels = surface.PeekPixels();
        using var file = pixels?.Encode(Quick) ?? throw new InvalidOperationException("Skia could not encode the sheet.");
        return file.ToArray();
    }

    public void Dispose()
    {
        shaper.Dispose();
        surface.Dispose();
    }

    private static List<string> Broken(string text, float width, float size, int mostLines)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || WidthOf(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (lines.Count == mostLines - 1)
            {
                lines.Add($"{line} …");
                return lines;
            }

            lines.Add(line);
            line = word;
        }

        lines.Add(line);
        return lines;
    }
}

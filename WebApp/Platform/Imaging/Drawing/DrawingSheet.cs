using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Iris.Platform.Imaging.Drawing;

/// <summary>Where a line of text stands about the point that is given for it.</summary>
internal enum TextSide
{
    /// <summary>It begins there.</summary>
    Right,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    Left,
}

/// <summary>An empty sheet that a picture is drawn on from nothing, in pixels: placeholders, cards. Colours are <c>#rrggbb</c>. For one thread.</summary>
internal sealed class DrawingSheet : IDisposable
{
    /// <summary>At level 6 the same file takes six times as long for a tenth of its bytes.</summary>
    private static readonly SKPngEncoderOptions Quick = new(SKPngEncoderFilterFlags.Sub, 1);

    private readonly SKSurface surface;
    private readonly Lazy<SKShaper> shaper = new(() => new(LabelFont.Typeface));

    public DrawingSheet(int width, int height, string color)
    {
        surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColor.Parse(color));
    }

    public void Rectangle(float x, float y, float width, float height, float cornerRadius, string color)
    {
        using var paint = Paint(color);
        surface.Canvas.DrawRoundRect(x, y, width, height, cornerRadius, cornerRadius, paint);
    }

    public void Ellipse(float x, float y, float radiusX, float radiusY, string color)
    {
        using var paint = Paint(color);
        surface.Canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }

    /// <summary>The part of an ellipse above a height.</summary>
    public void EllipseAbove(float x, float y, float radiusX, float radiusY, float height, string color)
    {
        surface.Canvas.Save();
        surface.Canvas.ClipRect(new SKRect(x - radiusX, y - radiusY, x + radiusX, height));
        Ellipse(x, y, radiusX, radiusY, color);
        surface.Canvas.Restore();
    }

    public void Line(float x1, float y1, float x2, float y2, float width, string color)
    {
        using var paint = Paint(color, width);
        surface.Canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>A part of the ellipse in a box, in degrees clockwise from the right.</summary>
    public void Arc(float x, float y, float width, float height, float start, float sweep, float lineWidth, string color)
    {
        using var paint = Paint(color, lineWidth);
        surface.Canvas.DrawArc(SKRect.Create(x, y, width, height), start, sweep, useCenter: false, paint);
    }

    /// <summary>Another sheet, with round corners.</summary>
    public void Image(DrawingSheet other, float x, float y, float width, float height, float cornerRadius)
    {
        using var image = other.surface.Snapshot();
        Image(image, SKRect.Create(x, y, width, height), cornerRadius);
    }

    /// <summary>A picture, with round corners.</summary>
    public void Image(Picture picture, float x, float y, float width, float height, float cornerRadius)
    {
        var rgb = picture.Rgb;
        var rgba = new byte[4 * picture.Width * picture.Height];
        for (var (from, to) = (0, 0); from < rgb.Length; from += 3, to += 4)
        {
            (rgba[to], rgba[to + 1], rgba[to + 2], rgba[to + 3]) = (rgb[from], rgb[from + 1], rgb[from + 2], byte.MaxValue);
        }

        using var image = SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba, 4 * picture.Width);
        Image(image, SKRect.Create(x, y, width, height), cornerRadius);
    }

    /// <summary>A line of text.</summary>
    public void Text(string text, float x, float baseline, float size, string color, TextSide side = TextSide.Right)
    {
        using var paint = Paint(color);
        using var font = new SKFont(LabelFont.Typeface, size);
        var align = side switch { TextSide.Right => SKTextAlign.Left, TextSide.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        surface.Canvas.DrawShapedText(shaper.Value, text, x, baseline, align, font, paint);
    }

    /// <summary>How wide a line of text is.</summary>
    public static float WidthOf(string text, float size)
    {
        using var font = new SKFont(LabelFont.Typeface, size);
        return font.MeasureText(text);
    }

    /// <summary>A text of several lines, broken between words; the last line that fits ends with an ellipsis when there is more.</summary>
    public void Paragraph(string text, float x, float baseline, float width, float size, int mostLines, string color)
    {
        foreach (var line in Broken(text, width, size, mostLines))
        {
            Text(line, x, baseline, size, color);
            baseline += size * 1.5f;
        }
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
        if (shaper.IsValueCreated) shaper.Value.Dispose();
        surface.Dispose();
    }

    private void Image(SKImage image, SKRect place, float cornerRadius)
    {
        // Mipmaps are for what is made smaller; to make them takes longer than all else that is drawn on a card.
        var mipmaps = place.Width < image.Width || place.Height < image.Height ? SKMipmapMode.Linear : SKMipmapMode.None;
        var map = SKMatrix.CreateScaleTranslation(place.Width / image.Width, place.Height / image.Height, place.Left, place.Top);
        using var shader = image.ToShader(SKShaderTileMode.Clamp, SKShaderTileMode.Clamp, new SKSamplingOptions(SKFilterMode.Linear, mipmaps), map);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        surface.Canvas.DrawRoundRect(place, cornerRadius, cornerRadius, paint);
    }

    /// <summary>Anti-aliased; a line where a width is given, else filled.</summary>
    private static SKPaint Paint(string color, float? lineWidth = null) => new()
    {
        IsAntialias = true,
        Color = SKColor.Parse(color),
        Style = lineWidth is null ? SKPaintStyle.Fill : SKPaintStyle.Stroke,
        StrokeWidth = lineWidth ?? 0,
        StrokeCap = SKStrokeCap.Round,
    };

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

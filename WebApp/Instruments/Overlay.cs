using System.Globalization;
using System.Net;
using System.Text;

namespace Iris.Instruments;

/// <summary>
/// What is drawn over a picture, as vector data in full-size pixels. The browser shows <see cref="ToSvg"/> over the picture and the exported picture
/// is the same SVG rendered: there is one description of what is drawn.
/// </summary>
/// <param name="Width">Width of the picture.</param>
/// <param name="Height">Height of the picture.</param>
/// <param name="Shapes">Drawn in this order.</param>
public sealed record Overlay(int Width, int Height, IReadOnlyList<OverlayShape> Shapes)
{
    /// <summary>The overlay as a standalone SVG document. It holds no style sheet, script or reference, so any renderer and any CSP take it.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" fill="none" font-family="Noto Sans CJK KR, Noto Sans, DejaVu Sans, sans-serif" font-weight="600">""");
        var unit = Math.Max(1f, Math.Max(Width, Height) / 400f);
        foreach (var shape in Shapes)
        {
            shape.Write(svg, unit, this);
        }

        return svg.Append("</svg>").ToString();
    }
}

/// <summary>One shape of an <see cref="Overlay"/>.</summary>
/// <param name="Color">As in CSS, such as <c>#7c4dff</c>; from the instrument's own palette.</param>
public abstract record OverlayShape(string Color)
{
    /// <summary>Appends the shape; <paramref name="unit"/> is the width of a thin line in this picture's pixels.</summary>
    internal abstract void Write(StringBuilder svg, float unit, Overlay overlay);
}

/// <summary>A rectangle with an optional label, which stays inside the picture.</summary>
public sealed record OverlayBox(float X, float Y, float Width, float Height, string Color, string? Label = null) : OverlayShape(Color)
{
    internal override void Write(StringBuilder svg, float unit, Overlay overlay)
    {
        // The dark rim keeps the line visible on a background of its own color.
        foreach (var (color, width) in (ReadOnlySpan<(string, float)>)[("#000a", unit * 2.2f), (Color, unit * 1.4f)])
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"""<rect x="{X:0.#}" y="{Y:0.#}" width="{Width:0.#}" height="{Height:0.#}" rx="{unit * 3:0.#}" stroke="{color}" stroke-width="{width:0.##}"/>""");
        }

        if (Label is null)
        {
            return;
        }

        var size = Math.Clamp(Width / 7, unit * 6, unit * 12);
        var labelWidth = (Label.Length * size * 0.6f) + size;
        var labelHeight = size * 1.5f;
        var left = Math.Clamp(X, 0, Math.Max(0, overlay.Width - labelWidth));
        var top = Y - labelHeight - unit >= 0 ? Y - labelHeight - unit : Math.Min(Y + Height + unit, overlay.Height - labelHeight);
        svg.Append(CultureInfo.InvariantCulture,
            $"""<rect x="{left:0.#}" y="{top:0.#}" width="{labelWidth:0.#}" height="{labelHeight:0.#}" rx="{size * 0.3f:0.#}" fill="#101018" fill-opacity="0.82"/>""");
        svg.Append(CultureInfo.InvariantCulture,
            $"""<text x="{left + (labelWidth / 2):0.#}" y="{top + (size * 1.09f):0.#}" font-size="{size:0.#}" text-anchor="middle" fill="#fff">{WebUtility.HtmlEncode(Label)}</text>""");
    }
}

/// <summary>A circle; dashes tell it apart for those who can't tell its color.</summary>
public sealed record OverlayCircle(float X, float Y, float Radius, string Color, bool Dashed = false) : OverlayShape(Color)
{
    internal override void Write(StringBuilder svg, float unit, Overlay overlay)
    {
        // Small circles have thin lines, or their middle could not be seen any more.
        var width = Math.Min(unit, Radius / 4);
        var dashes = Dashed ? string.Create(CultureInfo.InvariantCulture, $""" stroke-dasharray="{4 * width:0.##} {2 * width:0.##}" """) : "";
        svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X:0.#}" cy="{Y:0.#}" r="{Radius:0.#}" stroke="{Color}" stroke-width="{width:0.##}"{dashes}/>""");
    }
}

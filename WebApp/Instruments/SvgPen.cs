using System.Globalization;
using System.Net;
using System.Text;
using Iris.Platform.Imaging.Drawing;

namespace Iris.Instruments;

/// <summary>Draws as SVG. It holds no style sheet, script or reference, so that any CSP takes it.</summary>
internal sealed class SvgPen : IPen
{
    private readonly StringBuilder svg = new();

    /// <param name="width">Of the picture: the SVG has its coordinates.</param>
    /// <param name="height">Of the picture.</param>
    public SvgPen(int width, int height) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" fill="none" font-family="Noto Sans KR, Noto Sans CJK KR, Noto Sans, DejaVu Sans, sans-serif" font-weight="600">""");

    public void Rectangle(float x, float y, float width, float height, float cornerRadius, in Ink ink)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}" rx="{cornerRadius:0.#}" """);
        End(ink);
    }

    public void Circle(float x, float y, float radius, in Ink ink)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="{radius:0.#}" """);
        End(ink);
    }

    public void Text(string text, float middle, float baseline, float size, string color) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{middle:0.#}" y="{baseline:0.#}" font-size="{size:0.#}" text-anchor="middle" fill="{color}">{WebUtility.HtmlEncode(text)}</text>""");

    /// <summary>The whole document.</summary>
    public override string ToString() => $"{svg}</svg>";

    private void End(in Ink ink)
    {
        var kind = ink.LineWidth is null ? "fill" : "stroke";
        svg.Append(CultureInfo.InvariantCulture, $"""{kind}="{ink.Color}" """);
        if (ink.LineWidth is { } width)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""stroke-width="{width:0.##}" """);
        }

        if (ink.Dash > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""stroke-dasharray="{ink.Dash:0.##} {ink.Dash / 2:0.##}" """);
        }

        if (ink.Opacity < 1)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""{kind}-opacity="{ink.Opacity:0.##}" """);
        }

        svg.Append("/>");
    }
}

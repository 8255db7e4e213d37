using Iris.Platform.Imaging.Drawing;

namespace Iris.Instruments;

/// <summary>
/// What is drawn over a picture, as shapes in full-size pixels: there is one description, which the browser shows as SVG and the exported picture holds.
/// </summary>
/// <param name="Width">Width of the picture.</param>
/// <param name="Height">Height of the picture.</param>
/// <param name="Shapes">Drawn in this order.</param>
public sealed record Overlay(int Width, int Height, IReadOnlyList<OverlayShape> Shapes)
{
    /// <summary>The width of a thin line, in pixels of the picture.</summary>
    internal float Unit => Math.Max(1f, Math.Max(Width, Height) / 400f);

    /// <summary>Draws all shapes.</summary>
    public void Draw(IPen pen)
    {
        foreach (var shape in Shapes)
        {
            shape.Draw(pen, this);
        }
    }

    /// <summary>The overlay as a standalone SVG document.</summary>
    public string ToSvg()
    {
        var svg = new SvgPen(Width, Height);
        Draw(svg);
        return svg.ToString();
    }
}

/// <summary>One shape of an <see cref="Overlay"/>.</summary>
/// <param name="Color">As in <see cref="Ink"/>, from the instrument's own palette.</param>
public abstract record OverlayShape(string Color)
{
    internal abstract void Draw(IPen pen, Overlay overlay);
}

/// <summary>A rectangle with an optional label, which stays inside the picture.</summary>
public sealed record OverlayBox(float X, float Y, float Width, float Height, string Color, string? Label = null) : OverlayShape(Color)
{
    internal override void Draw(IPen pen, Overlay overlay)
    {
        var unit = overlay.Unit;
        // The dark rim keeps the line visible on a background of its own color.
        pen.Rectangle(X, Y, Width, Height, unit * 3, new("#000", unit * 2.2f, 2 / 3f));
        pen.Rectangle(X, Y, Width, Height, unit * 3, new(Color, unit * 1.4f));
        if (Label is null)
        {
            return;
        }

        var size = Math.Clamp(Width / 7, unit * 6, unit * 12);
        var labelWidth = (Label.Length * size * 0.6f) + size;
        var labelHeight = size * 1.5f;
        var left = Math.Clamp(X, 0, Math.Max(0, overlay.Width - labelWidth));
        var top = Y - labelHeight - unit >= 0 ? Y - labelHeight - unit : Math.Min(Y + Height + unit, overlay.Height - labelHeight);
        pen.Rectangle(left, top, labelWidth, labelHeight, size * 0.3f, new("#101018", Opacity: 0.82f));
        pen.Text(Label, left + (labelWidth / 2), top + (size * 1.09f), size, "#fff");
    }
}

/// <summary>A circle; dashes tell it apart for those who can't tell its color.</summary>
public sealed record OverlayCircle(float X, float Y, float Radius, string Color, bool Dashed = false) : OverlayShape(Color)
{
    internal override void Draw(IPen pen, Overlay overlay)
    {
        // Small circles have thin lines, or their middle could not be seen any more.
        var width = Math.Min(overlay.Unit, Radius / 4);
        pen.Circle(X, Y, Radius, new(Color, width, Dash: Dashed ? 4 * width : 0));
    }
}

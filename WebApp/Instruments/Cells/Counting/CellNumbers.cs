using System.Globalization;

namespace Iris.Instruments.Cells.Counting;

/// <summary>Figures as people at a bench write them, in the reader's language.</summary>
internal static class CellNumbers
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Three significant digits times a power of ten, such as <c>1.25 × 10⁶</c>; below a thousand as it is. The page's script writes the same.</summary>
    public static string PerMl(double cells)
    {
        if (cells < 1000)
        {
            return cells.ToString("0", CultureInfo.CurrentCulture);
        }

        var parts = cells.ToString("0.00E0", CultureInfo.InvariantCulture).Split('E');
        return $"{double.Parse(parts[0], CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.CurrentCulture)} × 10{string.Concat(parts[1].Select(digit => Superscripts[digit - '0']))}";
    }

    /// <summary>Percent with one decimal.</summary>
    public static string Percent(double percent) => percent.ToString("0.0", CultureInfo.CurrentCulture) + " %";

    public static string PerMl(Interval interval) => $"{PerMl(interval.Low)} – {PerMl(interval.High)}";

    public static string Percent(Interval interval) => $"{Percent(interval.Low)} – {Percent(interval.High)}";

    /// <summary>For attributes and SVG: a decimal point in every language.</summary>
    public static string Exact(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

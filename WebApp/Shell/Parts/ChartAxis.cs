namespace Iris.Shell.Parts;

/// <summary>A series of a <see cref="Chart"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">As many as the chart has labels; gaps are zero.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double> Values);

/// <summary>An axis of figures that begins at zero, in whole steps of 1, 2 or 5 times a power of ten.</summary>
/// <param name="Step">From one line to the next.</param>
/// <param name="End">The last line: at or just above the highest figure.</param>
internal readonly record struct ChartAxis(int Step, double End)
{
    private const int Lines = 4;

    /// <summary>The axis for figures up to <paramref name="highest"/>, with four lines or a little more.</summary>
    public static ChartAxis Of(double highest)
    {
        var rough = Math.Max(1, highest / Lines);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (int)(power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 }));
        return new(step, step * Math.Max(1, Math.Ceiling(highest / step)));
    }
}

/// <summary>The colours of series, in order; their values follow the theme.</summary>
internal static class ChartColors
{
    public static string[] All { get; } = [.. Enumerable.Range(0, 5).Select(Of)];

    public static string Of(int series) => $"var(--iris-series-{(series % 5) + 1})";
}

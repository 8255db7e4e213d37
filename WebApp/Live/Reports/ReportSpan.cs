using System.Globalization;

namespace Iris.Live.Reports;

/// <summary>A day, a week from Monday, or a month, as the reader leafs through them.</summary>
/// <param name="Kind"><c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="First">Its first day.</param>
internal sealed record ReportSpan(string Kind, DateOnly First)
{
    public const string Day = "day", Week = "week", Month = "month";

    /// <summary>Every kind, the shortest first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Day, Week, Month];

    /// <summary>Its last day.</summary>
    public DateOnly Last => Later.First.AddDays(-1);

    public ReportSpan Earlier => Step(-1);

    public ReportSpan Later => Step(1);

    /// <summary>Where the page shows it.</summary>
    public string Href => $"/posture/reports?period={Kind}&date={Iso(First)}";

    /// <summary>The span of a kind that a day lies in; what can't be read becomes the week of today.</summary>
    public static ReportSpan Of(string? kind, string? date, DateOnly today)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is <= ReportPeriod.FirstYear or >= ReportPeriod.LastYear) day = today;
        return kind switch
        {
            Day => new(Day, day),
            Month => new(Month, new DateOnly(day.Year, day.Month, 1)),
            _ => new(Week, day.AddDays(-(((int)day.DayOfWeek + 6) % 7))),
        };
    }

    /// <summary>A day as addresses have it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ReportSpan Step(int direction) => Kind switch
    {
        Day => this with { First = First.AddDays(direction) },
        Week => this with { First = First.AddDays(7 * direction) },
        _ => this with { First = First.AddMonths(direction) },
    };
}

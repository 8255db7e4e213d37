namespace Iris.Live.Reports.Pages;

/// <summary>An hour of the reader's clock in which somebody was watched; minutes.</summary>
public sealed record ReportHour(DateOnly Day, int Hour, double Good, double Watched);

/// <summary>
/// What the page shows of a day, a week or a month: little enough to be handed over from the prerendered page, whatever the time holds. Sessions, of which
/// there may be many, come page by page.
/// </summary>
/// <param name="Href">The address of the span.</param>
/// <param name="Goal">Minutes of good posture that are the goal of a day.</param>
/// <param name="Sessions">How many sessions there are.</param>
/// <param name="Totals">Of the whole span.</param>
/// <param name="Before">Of the week before a week; null where nothing was recorded, and for other spans.</param>
/// <param name="Days">The days on which there was anything.</param>
/// <param name="Hours">The hours on which there was anything, in order; none for a month.</param>
public sealed record ReportSheet(
    string Href, int Goal, int Sessions, ReportTotals Totals, ReportTotals? Before, IReadOnlyList<ReportDay> Days, IReadOnlyList<ReportHour> Hours)
{
    /// <summary>The sheet of a span, of what was recorded in it and in the span before.</summary>
    internal static ReportSheet Of(ReportSpan span, PeriodReport now, PeriodReport? before, TimeZoneInfo zone) => new(
        span.Href, now.DailyGoalMinutes, now.Sessions.Count, now.Totals, before is { Sessions.Count: > 0 } ? before.Totals : null, now.Days,
        span.Kind == ReportSpan.Month ? [] :
        [
            .. now.Minutes.GroupBy(minute => On(minute.Start, zone)).Select(hour => new ReportHour(
                hour.Key.Day, hour.Key.Hour, hour.Sum(minute => minute.Good) / 60, hour.Sum(minute => minute.Good + minute.ForwardHead + minute.Tilted) / 60))
            .Where(hour => hour.Watched > 0),
        ]);

    private static (DateOnly Day, int Hour) On(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        return (DateOnly.FromDateTime(local), local.Hour);
    }
}

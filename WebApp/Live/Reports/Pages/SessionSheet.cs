namespace Iris.Live.Reports.Pages;

/// <summary>Some minutes of a session side by side: when they begin, and seconds in good and in other postures.</summary>
public sealed record SessionStretch(DateTimeOffset Start, double Good, double Other);

/// <summary>What the page shows of a session: little enough to be handed over from the prerendered page, however long the session was.</summary>
/// <param name="Id">Which session.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it is under way.</param>
/// <param name="Totals">Of all its minutes.</param>
/// <param name="Stretches">At most <see cref="Most"/> bars.</param>
public sealed record SessionSheet(Guid Id, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ReportTotals Totals, IReadOnlyList<SessionStretch> Stretches)
{
    /// <summary>More bars than that no screen shows well.</summary>
    internal const int Most = 60;

    internal static SessionSheet Of(SessionReport report)
    {
        // A bar is a minute, or as many minutes as it takes.
        var each = Math.Max(1, (report.Minutes.Count + Most - 1) / Most);
        return new(report.Id, report.StartedAt, report.EndedAt, report.Totals,
        [
            .. report.Minutes.Chunk(each).Select(some => new SessionStretch(some[0].Start, some.Sum(minute => minute.Good), some.Sum(minute => minute.ForwardHead + minute.Tilted))),
        ]);
    }
}

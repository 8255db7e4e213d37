namespace Iris.Live.Reports;

/// <summary>
/// Totals. Times are in minutes; monitored is the owner's time with a baseline: good, forward head and tilted. GoodShare is good of monitored, 0 to 1, and null
/// when nothing was monitored; BlinksPerMinute is over the time in which blinks were counted, and null when that is less than a quarter of a minute;
/// LongestGood is the longest good streak.
/// </summary>
public sealed record ReportTotals(
    double Monitored, double Good, double ForwardHead, double Tilted, double Calibrating, double Away, double NoFace, double NotOwner,
    double? GoodShare, int Alerts, int Blinks, double? BlinksPerMinute, double LongestGood)
{
    private const double LeastBlinkSeconds = 15;

    internal static ReportTotals Of(IReadOnlyCollection<LiveMinute> minutes)
    {
        var (monitored, good) = (Sum(minute => minute.Monitored), Sum(minute => minute.Good));
        var blinks = minutes.Sum(minute => minute.Blinks);
        var blinkSeconds = minutes.Sum(minute => minute.BlinkSeconds);
        return new(
            monitored, good, Sum(minute => minute.ForwardHead), Sum(minute => minute.Tilted), Sum(minute => minute.Calibrating), Sum(minute => minute.Away),
            Sum(minute => minute.NoFace), Sum(minute => minute.NotOwner), monitored > 0 ? good / monitored : null, minutes.Sum(minute => minute.Alerts), blinks,
            blinkSeconds >= LeastBlinkSeconds ? blinks * 60 / blinkSeconds : null, minutes.Count == 0 ? 0 : minutes.Max(minute => minute.LongestGood) / 60);

        double Sum(Func<LiveMinute, double> seconds) => minutes.Sum(seconds) / 60;
    }
}

/// <summary>One minute of a session; times of the states are in seconds.</summary>
public sealed record ReportMinute(
    DateTimeOffset Start, Guid ReportId, double Good, double ForwardHead, double Tilted, double Calibrating, double Away, double NoFace, double NotOwner, int Alerts, int Blinks,
    double BlinkSeconds)
{
    internal static ReportMinute Of(LiveMinute minute) => new(
        minute.Start, minute.ReportId, minute.Good, minute.ForwardHead, minute.Tilted, minute.Calibrating, minute.Away, minute.NoFace, minute.NotOwner, minute.Alerts,
        minute.Blinks, minute.BlinkSeconds);
}

/// <summary>The report of one session; EndedAt is null while it is under way.</summary>
internal sealed record SessionReport(
    Guid Id, string Camera, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ReportTotals Totals, IReadOnlyList<ReportMinute> Minutes);

/// <summary>A session in a list.</summary>
public sealed record SessionSummary(Guid Id, string Camera, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, ReportTotals Totals);

/// <summary>One day, from midnight to midnight of the reader's time zone. GoalShare is good minutes of the daily goal: 1 is reached.</summary>
public sealed record ReportDay(DateOnly Date, ReportTotals Totals, double GoalShare);

/// <summary>
/// What happened in a time, from From (included) to To (not included): the days on which there was anything, in order; the sessions, the newest first, with their
/// totals of this time alone; the minutes in order.
/// </summary>
internal sealed record PeriodReport(
    DateTimeOffset From, DateTimeOffset To, string TimeZone, int DailyGoalMinutes, ReportTotals Totals, IReadOnlyList<ReportDay> Days,
    IReadOnlyList<SessionSummary> Sessions, IReadOnlyList<ReportMinute> Minutes);

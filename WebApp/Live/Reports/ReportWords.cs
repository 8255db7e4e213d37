using Microsoft.Extensions.Localization;

namespace Iris.Live.Reports;

/// <summary>One number of a report as a person reads it.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The number with its unit.</param>
/// <param name="Note">The same number of the time before, or the goal; null for nothing.</param>
public sealed record ReportFigure(string Label, string Value, string? Note = null);

/// <summary>Puts totals into words.</summary>
internal sealed class ReportWords(IStringLocalizer<LiveText> text)
{
    private const string Unknown = "–";

    /// <summary>Minutes, below one as seconds, from an hour on with hours.</summary>
    public string Duration(double minutes)
    {
        var whole = (int)Math.Round(minutes);
        return minutes < 1 ? text["Reports.Seconds", Math.Floor(60 * minutes)]
            : whole < 60 ? text["Reports.Minutes", whole]
            : whole % 60 == 0 ? text["Reports.WholeHours", whole / 60]
            : text["Reports.Hours", whole / 60, whole % 60];
    }

    /// <summary>A share from 0 to 1.</summary>
    public string Share(double? share) => share is { } known ? text["Reports.Percent", Math.Round(100 * known)] : Unknown;

    public static string Rate(double? rate) => rate is { } known ? $"{known:0.#}" : Unknown;

    /// <summary>The figures of a time.</summary>
    /// <param name="totals">What is shown.</param>
    /// <param name="goal">Minutes in good posture that were the goal of the whole time; null: none.</param>
    public IReadOnlyList<ReportFigure> Figures(ReportTotals totals, int? goal = null) =>
    [
        new(text["Reports.Watched"], Duration(totals.Monitored)),
        new(text["Reports.Good"], Share(totals.GoodShare), Duration(totals.Good)),
        new(text["Reports.Streak"], Duration(totals.LongestGood)),
        new(text["Reports.Alerts"], $"{totals.Alerts}"),
        new(text["Reports.Blinks"], Rate(totals.BlinksPerMinute)),
        .. goal is { } minutes ? [new ReportFigure(text["Reports.Goal"], Share(totals.Good / minutes), text["Reports.GoalOf", Duration(totals.Good), Duration(minutes)])] : Array.Empty<ReportFigure>(),
    ];
}

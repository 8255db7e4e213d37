using System.Globalization;
using Iris.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Iris.Live.Reports.Pages;

/// <summary>A day, a week or a month of a person.</summary>
public sealed partial class ReportsPage
{
    private ReportSpan span = null!;
    private DateOnly today;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private ReportWords words = null!;
    private PeriodReport? report;
    private PeriodReport? before;
    private IReadOnlyList<PostureBar> bars = [];

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Period { get; set; }

    /// <summary>Any day of it, as 2026-03-31.</summary>
    [SupplyParameterFromQuery]
    public string? Date { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private string SpanTitle => span.Kind switch
    {
        ReportSpan.Day => span.First.ToString("D", CultureInfo.CurrentCulture),
        ReportSpan.Month => span.First.ToString("Y", CultureInfo.CurrentCulture),
        _ => $"{span.First.ToString("d", CultureInfo.CurrentCulture)} – {span.Last.ToString("d", CultureInfo.CurrentCulture)}",
    };

    /// <summary>The goal of a week that has just begun is not that of seven days.</summary>
    private int DaysSoFar => Math.Max(1, (span.Last < today ? span.Last : today).DayNumber - span.First.DayNumber + 1);

    private string Csv => $"/api/v1/reports?from={ReportSpan.Iso(span.First)}&to={ReportSpan.Iso(span.Last)}&timeZone={Uri.EscapeDataString(zone.Id)}&format=csv";

    protected override async Task OnParametersSetAsync()
    {
        words = new(Text);
        zone = Viewer.Zone;
        today = Viewer.Today;
        span = ReportSpan.Of(Period, Date, today);
        report = null;
        var read = await ReadAsync(span);
        before = span.Kind == ReportSpan.Week ? await ReadAsync(span.Earlier) : null;
        if (before is { Sessions.Count: 0 }) before = null;
        bars = span.Kind == ReportSpan.Day ? Hours(read) : Days(read);
        report = read;
    }

    private async Task<PeriodReport> ReadAsync(ReportSpan which)
    {
        var parsed = ReportPeriod.Parse(ReportSpan.Iso(which.First), ReportSpan.Iso(which.Last), zone.Id, Clock.GetUtcNow());
        return parsed.Succeeded(out var period, out var refusal)
            ? await Reports.ReadAsync((await Authentication).User.PersonId(), period, CancellationToken.None)
            : throw new InvalidOperationException($"A span of the page was refused: {refusal.Code}.");
    }

    private IReadOnlyList<PostureBar> Days(PeriodReport read)
    {
        var byDay = read.Days.ToDictionary(day => day.Date, day => day.Totals);
        var count = span.Last.DayNumber - span.First.DayNumber + 1;
        return [.. Enumerable.Range(0, count).Select(offset =>
        {
            var day = span.First.AddDays(offset);
            var (good, watched) = byDay.TryGetValue(day, out var totals) ? (totals.Good, totals.Monitored) : (0, 0);
            var label = span.Kind == ReportSpan.Week ? day.ToString("ddd", CultureInfo.CurrentCulture) : day.Day % 5 == 1 ? $"{day.Day}" : "";
            return Bar(label, day.ToString("d", CultureInfo.CurrentCulture), good, watched);
        })];
    }

    private IReadOnlyList<PostureBar> Hours(PeriodReport read)
    {
        var byHour = read.Minutes.ToLookup(minute => TimeZoneInfo.ConvertTime(minute.Start, zone).Hour);
        return [.. Enumerable.Range(0, 24).Select(hour =>
        {
            var (good, watched) = (byHour[hour].Sum(minute => minute.Good) / 60, byHour[hour].Sum(minute => minute.Good + minute.ForwardHead + minute.Tilted) / 60);
            return Bar(hour % 3 == 0 ? $"{hour}" : "", $"{hour}:00", good, watched);
        })];
    }

    private PostureBar Bar(string label, string when, double good, double watched) =>
        new(label, $"{when}: {Text["Reports.Good"]} {words.Duration(good)}, {Text["Reports.Watched"]} {words.Duration(watched)}", good, watched - good);

    private string Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("g", CultureInfo.CurrentCulture);
}

using System.Globalization;
using Iris.Accounts;
using Iris.Shell;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Iris.Live.Reports.Pages;

/// <summary>A day, a week or a month of a person.</summary>
public sealed partial class ReportsPage : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private ReportSpan span = null!;
    private DateOnly today;
    private Guid person;
    private ReportWords words = null!;

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Period { get; set; }

    /// <summary>Any day of it, as 2026-03-31.</summary>
    [SupplyParameterFromQuery]
    public string? Date { get; set; }

    /// <summary>What is shown; null while it is being read. The prerendered page hands it over.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public ReportSheet? Sheet { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private LiveReports Reports { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LiveText> Text { get; set; } = null!;

    private string SpanTitle => span.Kind switch
    {
        ReportSpan.Day => span.First.ToString("D", CultureInfo.CurrentCulture),
        ReportSpan.Month => span.First.ToString("Y", CultureInfo.CurrentCulture),
        _ => $"{span.First.ToString("d", CultureInfo.CurrentCulture)} – {span.Last.ToString("d", CultureInfo.CurrentCulture)}",
    };

    private IEnumerable<DateOnly> DaysOfSpan => Enumerable.Range(0, span.Last.DayNumber - span.First.DayNumber + 1).Select(span.First.AddDays);

    /// <summary>The goal of a week that has just begun is not that of seven days.</summary>
    private int DaysSoFar => Math.Max(1, (span.Last < today ? span.Last : today).DayNumber - span.First.DayNumber + 1);

    private string Csv => $"/api/v1/reports?from={ReportSpan.Iso(span.First)}&to={ReportSpan.Iso(span.Last)}&timeZone={Uri.EscapeDataString(Viewer.Zone.Id)}&format=csv";

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        words = new(Text);
        today = Viewer.Today;
        var wanted = span = ReportSpan.Of(Period, Date, today);
        if (Sheet is not null && Sheet.Href != span.Href) Sheet = null;
        person = (await Authentication).User.PersonId();
        if (Sheet is not null) return;
        var sheet = ReportSheet.Of(span, await ReadAsync(span), span.Kind == ReportSpan.Week ? await ReadAsync(span.Earlier) : null, Viewer.Zone);
        if (span == wanted) Sheet = sheet; // otherwise somebody leafed on while we read
    }

    private Task<PeriodReport> ReadAsync(ReportSpan which) => Reports.ReadAsync(person, ReportPeriod.Of(which.First, which.Last, Viewer.Zone), left.Token);

    private void LeafTo(DateTime? day)
    {
        if (day is { } chosen) Address.NavigateTo(ReportSpan.Of(span.Kind, ReportSpan.Iso(DateOnly.FromDateTime(chosen)), today).Href);
    }

    /// <summary>A bar for every hour of a day, and for every day of a week or a month.</summary>
    private IReadOnlyList<PostureBar> Bars(ReportSheet sheet)
    {
        if (span.Kind == ReportSpan.Day)
        {
            var byHour = sheet.Hours.ToLookup(hour => hour.Hour);
            return [.. Enumerable.Range(0, 24).Select(hour => new PostureBar(Text["Reports.HourOf", hour], byHour[hour].Sum(some => some.Good), byHour[hour].Sum(some => some.Watched - some.Good)))];
        }

        var byDay = sheet.Days.ToDictionary(day => day.Date, day => day.Totals);
        return
        [
            .. DaysOfSpan.Select(day => (Label: span.Kind == ReportSpan.Week ? NameOf(day) : $"{day.Day}", Totals: byDay.GetValueOrDefault(day)))
                .Select(day => new PostureBar(day.Label, day.Totals?.Good ?? 0, day.Totals is { } totals ? totals.Monitored - totals.Good : 0)),
        ];
    }

    /// <summary>The hours of the week, from the first to the last in which anybody was watched: a row each, with a cell for every day.</summary>
    private IReadOnlyList<HeatRow> Heat(ReportSheet sheet)
    {
        var byHour = sheet.Hours.ToDictionary(hour => (hour.Day, hour.Hour));
        var (first, last) = (sheet.Hours.Min(hour => hour.Hour), sheet.Hours.Max(hour => hour.Hour));
        return
        [
            .. Enumerable.Range(first, last - first + 1).Select(hour => new HeatRow(
                Text["Reports.HourOf", hour], [.. DaysOfSpan.Select(day => byHour.TryGetValue((day, hour), out var known) ? Cell(known) : null)])),
        ];
    }

    private static string NameOf(DateOnly day) => day.ToString("ddd", CultureInfo.CurrentCulture);

    private HeatCell Cell(ReportHour hour) => new(
        hour.Good / hour.Watched, words.Share(hour.Good / hour.Watched),
        Text["Reports.HeatOf", hour.Day.ToString("dddd", CultureInfo.CurrentCulture), Text["Reports.HourOf", hour.Hour], words.Duration(hour.Good), words.Duration(hour.Watched)]);
}

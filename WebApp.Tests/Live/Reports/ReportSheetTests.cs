using System.Text.Json;
using Iris.Live.Reports;
using Iris.Live.Reports.Pages;

namespace Iris.Tests.Live.Reports;

/// <summary>What the pages of reports show, made of what was recorded.</summary>
public sealed class ReportSheetTests
{
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    [Fact]
    public void Hours_are_those_of_the_readers_clock()
    {
        // 23:30 in London is half past eight of the next morning in Seoul.
        var sheet = Sheet(ReportSpan.Week, AMinute(new(2026, 3, 17, 23, 30, 0, TimeSpan.Zero), good: 45), AMinute(new(2026, 3, 17, 23, 31, 0, TimeSpan.Zero), good: 15));

        var hour = Assert.Single(sheet.Hours);
        Assert.Equal((new DateOnly(2026, 3, 18), 8), (hour.Day, hour.Hour));
        Assert.Equal((1.0, 2.0), (hour.Good, hour.Watched));
    }

    [Fact]
    public void An_hour_in_which_nobody_was_watched_is_none()
    {
        var empty = AMinute(new(2026, 3, 17, 1, 0, 0, TimeSpan.Zero), good: 0) with { Tilted = 0 };

        Assert.Empty(Sheet(ReportSpan.Week, empty).Hours);
    }

    [Fact]
    public void A_month_of_work_is_little_enough_to_be_handed_over()
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var minutes = Enumerable.Range(0, 31).SelectMany(day => Enumerable.Range(0, 480).Select(minute => AMinute(start.AddDays(day).AddMinutes(minute), good: 31.7))).ToArray();

        var month = JsonSerializer.SerializeToUtf8Bytes(Sheet(ReportSpan.Month, minutes));
        var week = JsonSerializer.SerializeToUtf8Bytes(Sheet(ReportSpan.Week, minutes[..(7 * 480)]));

        Assert.InRange(month.Length, 1, 32_000);
        Assert.InRange(week.Length, 1, 32_000);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(60, 60)]
    [InlineData(61, 31)]
    [InlineData(1440, 60)]
    public void A_long_session_has_no_more_bars_than_a_screen_shows_and_loses_no_second(int minutes, int bars)
    {
        var start = new DateTimeOffset(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);
        var report = new SessionReport(Guid.NewGuid(), "", start, null, ReportTotals.Of([]), [.. Enumerable.Range(0, minutes).Select(minute => AMinute(start.AddMinutes(minute), good: 45))]);

        var sheet = SessionSheet.Of(report);

        Assert.Equal(bars, sheet.Stretches.Count);
        Assert.Equal(45.0 * minutes, sheet.Stretches.Sum(some => some.Good));
        Assert.Equal(15.0 * minutes, sheet.Stretches.Sum(some => some.Other));
        Assert.Equal(sheet.Stretches.Select(some => some.Start).Order(), sheet.Stretches.Select(some => some.Start));
    }

    /// <summary>A minute whose rest is tilted.</summary>
    private static ReportMinute AMinute(DateTimeOffset start, double good) => new(start, Guid.Empty, good, 0, 60 - good, 0, 0, 0, 0, 0, 10, 60);

    private static ReportSheet Sheet(string kind, params ReportMinute[] minutes)
    {
        var span = ReportSpan.Of(kind, "2026-03-17", new DateOnly(2026, 3, 20));
        var days = minutes.Select(minute => DateOnly.FromDateTime(minute.Start.Date)).Distinct().Select(day => new ReportDay(day, ReportTotals.Of([]), 0.3)).ToList();
        return ReportSheet.Of(span, new(default, default, Seoul.Id, 240, ReportTotals.Of([]), days, [], minutes), null, Seoul);
    }
}

using System.Globalization;
using Iris.Platform;

namespace Iris.Live.Reports;

/// <summary>A time to report on.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
/// <param name="Zone">Whose days are meant.</param>
internal sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone)
{
    /// <summary>A quarter of a year, and a week to compare with.</summary>
    private const int LongestDays = 100, DefaultDays = 7;

    /// <summary>Beyond them there is room for time zones and whole periods, so that no date runs over the ends of the calendar.</summary>
    public const int FirstYear = 1900, LastYear = 9000;

    /// <summary>
    /// Reads a request. A date without time means that whole day of the zone; without <paramref name="from"/> it is the last seven days. Refusals (400):
    /// <c>time-zone</c>, <c>period-invalid</c>, <c>period-too-long</c>.
    /// </summary>
    /// <param name="from">ISO 8601 date or time.</param>
    /// <param name="to">ISO 8601 date (included) or time (not included); now, if null.</param>
    /// <param name="zone">IANA name; UTC, if null.</param>
    /// <param name="now">The present.</param>
    public static Outcome<ReportPeriod> Parse(string? from, string? to, string? zone, DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(string.IsNullOrEmpty(zone) ? "UTC" : zone, out var found)) return Refusal.Of<LiveText>("time-zone", StatusCodes.Status400BadRequest);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, found).DateTime);
        if (!TryParse(to, found, 1, Midnight(today.AddDays(1), found), out var end)
            || !TryParse(from, found, 0, Midnight(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, found).DateTime).AddDays(-DefaultDays), found), out var start)
            || start >= end)
        {
            return Refusal.Of<LiveText>("period-invalid", StatusCodes.Status400BadRequest);
        }

        return end - start > TimeSpan.FromDays(LongestDays)
            ? Refusal.Of<LiveText>("period-too-long", StatusCodes.Status400BadRequest, LongestDays)
            : new ReportPeriod(start, end, found);
    }

    /// <summary>From the beginning of a day to the end of another, on the clocks of a zone.</summary>
    public static ReportPeriod Of(DateOnly first, DateOnly last, TimeZoneInfo zone) => new(Midnight(first, zone), Midnight(last.AddDays(1), zone), zone);

    /// <summary>The day of this zone that a time falls on.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    private static bool TryParse(string? text, TimeZoneInfo zone, int days, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        if (string.IsNullOrEmpty(text)) return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            if (date.Year is < FirstYear or > LastYear) return false;
            time = Midnight(date.AddDays(days), zone);
            return true;
        }

        // A plus sign in a query arrives as a space.
        return DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            && time.Year is >= FirstYear and <= LastYear;
    }

    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Live.Reports;

/// <summary>A person's own reports, for the API and the page.</summary>
internal sealed class LiveReports(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>Totals, days, sessions and minutes of a time.</summary>
    public async Task<PeriodReport> ReadAsync(Guid person, ReportPeriod period, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var goal = await db.Users.Where(user => user.Id == person).Select(user => user.Time.DailyGoalMinutes).SingleAsync(cancellation);
        var minutes = await db.Set<LiveMinute>().AsNoTracking().OwnedBy(person)
            .Where(minute => minute.Start >= period.From && minute.Start < period.To)
            .OrderBy(minute => minute.Start)
            .ToListAsync(cancellation);
        var bySession = minutes.GroupBy(minute => minute.ReportId).ToDictionary(group => group.Key, group => group.ToList());
        var reports = await db.Set<LiveReport>().AsNoTracking().OwnedBy(person)
            .Where(report => report.StartedAt < period.To && report.LastSeenAt >= period.From)
            .OrderByDescending(report => report.StartedAt)
            .ToListAsync(cancellation);
        return new(
            period.From, period.To, period.Zone.Id, goal, ReportTotals.Of(minutes),
            [.. minutes.GroupBy(minute => period.DayOf(minute.Start)).Select(day => Day(day.Key, [.. day], goal))],
            [.. reports.Select(report => new SessionSummary(report.Id, report.Camera, report.StartedAt, report.EndedAt, ReportTotals.Of(bySession.GetValueOrDefault(report.Id) ?? [])))],
            [.. minutes.Select(ReportMinute.Of)]);
    }

    /// <summary>The report of one session; null when the person has no such session.</summary>
    public async Task<SessionReport?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Set<LiveReport>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(report => report.Id == id, cancellation) is not { } report) return null;
        var minutes = await db.Set<LiveMinute>().AsNoTracking().OwnedBy(person).Where(minute => minute.ReportId == id).OrderBy(minute => minute.Start).ToListAsync(cancellation);
        return new(report.Id, report.Camera, report.StartedAt, report.EndedAt, ReportTotals.Of(minutes), [.. minutes.Select(ReportMinute.Of)]);
    }

    private static ReportDay Day(DateOnly date, IReadOnlyCollection<LiveMinute> minutes, int goal)
    {
        var totals = ReportTotals.Of(minutes);
        return new(date, totals, totals.Good / goal);
    }
}

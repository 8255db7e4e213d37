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
        var reports = await Sessions(db, person, period).ToListAsync(cancellation);
        return new(
            period.From, period.To, period.Zone.Id, goal, ReportTotals.Of(minutes),
            [.. minutes.GroupBy(minute => period.DayOf(minute.Start)).Select(day => Day(day.Key, [.. day], goal))],
            [.. reports.Select(report => Summary(report, bySession.GetValueOrDefault(report.Id) ?? []))],
            [.. minutes.Select(ReportMinute.Of)]);
    }

    /// <summary>So many sessions of a time, after so many newer ones, each with its totals of this time; and how many there are in all.</summary>
    public async Task<(IReadOnlyList<SessionSummary> Sessions, int Total)> SessionsAsync(Guid person, ReportPeriod period, int skip, int take, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sessions = Sessions(db, person, period);
        var page = await sessions.Skip(skip).Take(take).ToListAsync(cancellation);
        var ids = page.Select(report => report.Id).ToArray();
        var minutes = await db.Set<LiveMinute>().AsNoTracking().OwnedBy(person)
            .Where(minute => ids.Contains(minute.ReportId) && minute.Start >= period.From && minute.Start < period.To)
            .ToListAsync(cancellation);
        var bySession = minutes.ToLookup(minute => minute.ReportId);
        return ([.. page.Select(report => Summary(report, [.. bySession[report.Id]]))], await sessions.CountAsync(cancellation));
    }

    /// <summary>The report of one session; null when the person has no such session.</summary>
    public async Task<SessionReport?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Set<LiveReport>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(report => report.Id == id, cancellation) is not { } report) return null;
        var minutes = await db.Set<LiveMinute>().AsNoTracking().OwnedBy(person).Where(minute => minute.ReportId == id).OrderBy(minute => minute.Start).ToListAsync(cancellation);
        return new(report.Id, report.Camera, report.StartedAt, report.EndedAt, ReportTotals.Of(minutes), [.. minutes.Select(ReportMinute.Of)]);
    }

    /// <summary>So many minutes of a session, after so many earlier ones, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<ReportMinute> Minutes, int Total)> MinutesAsync(Guid person, Guid session, int skip, int take, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var minutes = db.Set<LiveMinute>().AsNoTracking().OwnedBy(person).Where(minute => minute.ReportId == session);
        var page = await minutes.OrderBy(minute => minute.Start).Skip(skip).Take(take).ToListAsync(cancellation);
        return ([.. page.Select(ReportMinute.Of)], await minutes.CountAsync(cancellation));
    }

    /// <summary>The sessions that any of a time belongs to, the newest first.</summary>
    private static IQueryable<LiveReport> Sessions(AppDbContext db, Guid person, ReportPeriod period) => db.Set<LiveReport>().AsNoTracking().OwnedBy(person)
        .Where(report => report.StartedAt < period.To && report.LastSeenAt >= period.From)
        .OrderByDescending(report => report.StartedAt).ThenByDescending(report => report.Id);

    private static SessionSummary Summary(LiveReport report, IReadOnlyCollection<LiveMinute> minutes) => new(report.Id, report.Camera, report.StartedAt, report.EndedAt, ReportTotals.Of(minutes));

    private static ReportDay Day(DateOnly date, IReadOnlyCollection<LiveMinute> minutes, int goal)
    {
        var totals = ReportTotals.Of(minutes);
        return new(date, totals, totals.Good / goal);
    }
}

using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Reports;

/// <summary>Writes reports as sessions go. Only the node that runs a session writes to its report.</summary>
internal sealed class ReportWriter(IDbContextFactory<AppDbContext> databases, TimeProvider clock, IOptions<LiveOptions> options, IOptions<PostureOptions> posture)
{
    /// <summary>Begins the report of a session.</summary>
    public async Task StartAsync(LiveSession session, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(new LiveReport { Id = session.Id, OwnerId = session.OwnerId, Camera = session.Camera, StartedAt = session.StartedAt, LastSeenAt = session.StartedAt });
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Writes what is new. False when the report is gone: the account was erased.</summary>
    /// <param name="session">Whose minutes.</param>
    /// <param name="ended">Whether the session is over.</param>
    /// <param name="cancellation">Gives up; nothing is lost.</param>
    public async Task<bool> WriteAsync(LiveSession session, bool ended, CancellationToken cancellation)
    {
        var minutes = session.Tally.Pending();
        try
        {
            var written = await databases.InTransactionAsync(
                async db =>
                {
                    var now = clock.GetUtcNow();
                    DateTimeOffset? endedAt = ended ? session.LastFrameAt : null;
                    var reports = await db.Set<LiveReport>().Where(report => report.Id == session.Id).ExecuteUpdateAsync(
                        set => set.SetProperty(report => report.LastSeenAt, now).SetProperty(report => report.EndedAt, endedAt), cancellation);
                    if (reports == 0) return false;
                    var starts = minutes.Select(minute => minute.Start).ToArray();
                    var known = await db.Set<LiveMinute>().Where(minute => minute.ReportId == session.Id && starts.Contains(minute.Start)).Select(minute => minute.Start).ToListAsync(cancellation);
                    foreach (var minute in minutes) db.Entry(minute).State = known.Contains(minute.Start) ? EntityState.Modified : EntityState.Added;
                    await db.SaveChangesAsync(cancellation);
                    return true;
                },
                cancellation);
            if (!written) return false;
        }
        catch
        {
            session.Tally.Failed();
            throw;
        }

        session.Tally.Written(minutes);
        return true;
    }

    /// <summary>Ends the reports of sessions that died with their node, at the time when they were last seen. Answers how many.</summary>
    public async Task<int> FinishDeadAsync(CancellationToken cancellation)
    {
        var dead = clock.GetUtcNow() - options.Value.DeadAfter;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<LiveReport>().Where(report => report.EndedAt == null && report.LastSeenAt < dead)
            .ExecuteUpdateAsync(set => set.SetProperty(report => report.EndedAt, report => report.LastSeenAt), cancellation);
    }

    /// <summary>The baseline of an earlier session in front of the same camera, unless it is too old.</summary>
    public async Task<Upright?> FindBaselineAsync(Guid person, string camera, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(posture.Value.BaselineDays);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<LiveBaseline>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(row => row.Camera == camera && row.CreatedAt > oldest, cancellation) is { } found
            ? new Upright(new(found.X, found.Y, found.Nose), found is { Neck: { } neck, Lean: { } lean } ? new(neck, lean) : null)
            : null;
    }

    /// <summary>Keeps a baseline for the next session.</summary>
    public async Task KeepBaselineAsync(LiveSession session, Upright upright, CancellationToken cancellation)
    {
        var (now, face, neck, lean) = (clock.GetUtcNow(), upright.Face, upright.Body?.Neck, upright.Body?.Lean);
        await databases.UpsertAsync<LiveBaseline>(
            baselines => baselines.OwnedBy(session.OwnerId).Where(baseline => baseline.Camera == session.Camera).ExecuteUpdateAsync(
                set => set
                    .SetProperty(baseline => baseline.X, face.X)
                    .SetProperty(baseline => baseline.Y, face.Y)
                    .SetProperty(baseline => baseline.Nose, face.Nose)
                    .SetProperty(baseline => baseline.Neck, neck)
                    .SetProperty(baseline => baseline.Lean, lean)
                    .SetProperty(baseline => baseline.CreatedAt, now),
                cancellation),
            () => new() { OwnerId = session.OwnerId, Camera = session.Camera, X = face.X, Y = face.Y, Nose = face.Nose, Neck = neck, Lean = lean, CreatedAt = now },
            cancellation);
    }
}

using System.Collections.Concurrent;
using Iris.Accounts;
using Iris.Live.Analysis;
using Iris.Live.Reports;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Live.Sessions;

/// <summary>How a session is to begin.</summary>
/// <param name="CalibrationFrames">Frames that make a baseline, 1 to 300; null: the default.</param>
/// <param name="Camera">The camera as its device names it, at most 200 characters: baselines are kept per camera.</param>
/// <param name="UseStoredBaseline">Whether a baseline of an earlier session may serve, if it still fits.</param>
public sealed record LiveSessionRequest(int? CalibrationFrames = null, string? Camera = null, bool UseStoredBaseline = true);

/// <summary>
/// The sessions of this node. They end when asked to, when no frame comes for a while, when their connection is lost and not made again, and when the server
/// stops; what they counted is written as they go.
/// </summary>
internal sealed class LiveSessions(LiveEngine engine, ReportWriter writer, IDbContextFactory<AppDbContext> databases, ILogger<LiveSessions> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, LiveSession> sessions = new();
    private readonly SemaphoreSlim starting = new(1);
    private readonly SemaphoreSlim writing = new(1);
    private Task? stopping;

    /// <summary>Starts a session. Refusals: <c>calibration-frames</c>, <c>camera-name</c> (400), <c>sessions-full</c> (503).</summary>
    public async Task<Outcome<LiveSession>> StartAsync(Guid person, LiveSessionRequest request, CancellationToken cancellation)
    {
        if (request.CalibrationFrames is < 1 or > 300) return Refusal.Of<LiveText>("calibration-frames", StatusCodes.Status400BadRequest, 300);
        var camera = PlainText.OneLine(request.Camera);
        if (camera.Length > LiveReportConfiguration.LongestCamera) return Refusal.Of<LiveText>("camera-name", StatusCodes.Status400BadRequest, LiveReportConfiguration.LongestCamera);

        // One at a time: between counting and adding, nobody else may do the same.
        await starting.WaitAsync(cancellation);
        try
        {
            if (sessions.Count >= engine.Options.Sessions) return Refusal.Of<LiveText>("sessions-full", StatusCodes.Status503ServiceUnavailable);
            foreach (var oldest in Of(person).Skip(engine.Options.SessionsPerPerson - 1)) await EndAsync(oldest, cancellation);

            var stored = request.UseStoredBaseline ? await writer.FindBaselineAsync(person, camera, cancellation) : null;
            var session = new LiveSession(engine, person, camera, await GoalsAsync(person, cancellation), stored, request.CalibrationFrames ?? engine.Posture.CalibrationFrames);
            await writer.StartAsync(session, cancellation);
            sessions[session.Id] = session;
            engine.Metrics.Started();
            return session;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>The session, if it is under way and belongs to the person.</summary>
    public LiveSession? Find(Guid person, Guid id) => sessions.TryGetValue(id, out var session) && session.OwnerId == person ? session : null;

    /// <summary>Ends a session; ending it again does nothing.</summary>
    public Task EndAsync(LiveSession session, CancellationToken cancellation) => SaveAsync(session, ended: true, cancellation);

    /// <summary>A connection of the hub is gone: the sessions that it carried wait for another one, or end at once, where nobody may come back.</summary>
    public async Task LoseAsync(string connection, bool forGood)
    {
        foreach (var session in sessions.Values.Where(session => session.IsHeldBy(connection)))
        {
            session.Lose(connection);
            if (forGood) await TryAsync(session, () => EndAsync(session, CancellationToken.None));
        }
    }

    /// <summary>Forgets a person's sessions without writing: the account is being erased.</summary>
    public void Discard(Guid person)
    {
        foreach (var session in Of(person)) Remove(session);
    }

    /// <summary>Writes what all sessions counted, ends idle ones, takes over changed goals, and finishes the reports of sessions that died elsewhere.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await ReadGoalsAsync(cancellation);
        foreach (var session in sessions.Values)
        {
            await TryAsync(session, () => SaveAsync(session, session.IsOver, cancellation));
        }

        var finished = await writer.FinishDeadAsync(cancellation);
        if (finished > 0) logger.LogInformation("Finished the reports of {Count} sessions that had died", finished);
    }

    /// <summary>A host may be stopped from two sides at once; the database must not go before both have seen the last report written.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (sessions) return stopping ??= EndAllAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(engine.Options.WriteEvery, engine.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Reports could not be written; the next round tries again");
            }
        }
    }

    public override void Dispose()
    {
        starting.Dispose();
        writing.Dispose();
        base.Dispose();
    }

    private async Task EndAllAsync(CancellationToken cancellation)
    {
        await base.StopAsync(cancellation);
        foreach (var session in sessions.Values) await TryAsync(session, () => EndAsync(session, cancellation));
    }

    /// <summary>One at a time: a report that says 'running' must not be written after the one that says 'ended'.</summary>
    private async Task SaveAsync(LiveSession session, bool ended, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (!sessions.ContainsKey(session.Id)) return;
            var exists = await writer.WriteAsync(session, ended, cancellation);
            if (exists) await KeepBaselineAsync(session, cancellation);
            if (ended || !exists) Remove(session);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task TryAsync(LiveSession session, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The report of session {Session} could not be written now", session.Id);
        }
    }

    /// <summary>A person's sessions, the newest first.</summary>
    private List<LiveSession> Of(Guid person) => [.. sessions.Values.Where(session => session.OwnerId == person).OrderByDescending(session => session.StartedAt)];

    private void Remove(LiveSession session)
    {
        if (sessions.TryRemove(session.Id, out _)) engine.Metrics.Ended();
    }

    /// <summary>As it goes, like the minutes: a session that dies has calibrated for the next one.</summary>
    private async Task KeepBaselineAsync(LiveSession session, CancellationToken cancellation)
    {
        if (session.Measured is not { } upright || upright == session.Kept) return;
        await writer.KeepBaselineAsync(session, upright, cancellation);
        session.Kept = upright;
    }

    private async Task<WatchGoals> GoalsAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return GoalsOf(await db.Users.AsNoTracking().Where(user => user.Id == person).Select(user => user.Time).SingleAsync(cancellation));
    }

    /// <summary>One question for all sessions of this node, whichever node or client changed the goals.</summary>
    private async Task ReadGoalsAsync(CancellationToken cancellation)
    {
        var people = sessions.Values.Select(session => session.OwnerId).Distinct().ToArray();
        if (people.Length == 0) return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var times = await db.Users.AsNoTracking().Where(user => people.Contains(user.Id)).Select(user => new { user.Id, user.Time })
            .ToDictionaryAsync(user => user.Id, user => user.Time, cancellation);
        foreach (var session in sessions.Values)
        {
            if (times.TryGetValue(session.OwnerId, out var time)) session.Change(GoalsOf(time));
        }
    }

    private static WatchGoals GoalsOf(TimeSettings time) => new(time.AlertAfterSeconds, time.BreakEveryMinutes, time.BlinkAlertPerMinute);
}

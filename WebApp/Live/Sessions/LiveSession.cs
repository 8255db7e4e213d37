using System.Diagnostics;
using Iris.Live.Analysis;
using Iris.Live.Frames;
using Iris.Live.Identity;
using Iris.Live.Reports;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Live.Sessions;

/// <summary>
/// One person in front of one camera. One frame is in flight at a time; another one meanwhile, or one that is too old, is dropped, never queued. No
/// picture outlives its frame, unless its person wanted some to be kept: <see cref="FrameTaker"/>.
/// </summary>
internal sealed class LiveSession
{
    private readonly LiveEngine engine;
    private readonly FaceTrack track;
    private readonly BodyTrack body;
    private readonly EyePace eyes;
    private readonly PostureWatch watch;
    private readonly FrameClock frameClock = new();
    private readonly OwnerWatch owner;
    private readonly FrameTaker taker;
    private double previousTime = double.NegativeInfinity;
    private int inFlight;
    private string? connection;
    private volatile bool calibrate, takeBreak;

    public LiveSession(LiveEngine engine, Guid ownerId, string camera, WatchGoals goals, Upright? stored, int calibrationFrames)
    {
        (this.engine, OwnerId, Camera) = (engine, ownerId, camera);
        track = new FaceTrack(engine.Reader, engine.Options, engine.NextPhase());
        eyes = new EyePace(engine.Options, engine.Posture);
        body = new BodyTrack(engine.Reader, engine.Options, engine.Posture);
        watch = new PostureWatch(engine.Posture, goals, stored, calibrationFrames);
        owner = new OwnerWatch(engine.FaceIds, engine.Options, ownerId);
        taker = new FrameTaker(engine.Frames, ownerId, Id);
        Tally = new MinuteTally(Id, ownerId, engine.Posture);
        StartedAt = LastFrameAt = engine.Clock.GetUtcNow();
    }

    /// <summary>A frame came while another one is being looked at: <c>frame-in-flight</c> (429).</summary>
    public static Refusal InFlight => Dropped("frame-in-flight");

    /// <summary>Also the id of its report.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid OwnerId { get; }

    /// <summary>The camera as its device names it; empty when it does not.</summary>
    public string Camera { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>When the last frame arrived, or the session started.</summary>
    public DateTimeOffset LastFrameAt { get; private set; }

    /// <summary>When the connection that carried the session was lost; null while it is there, and where frames are posted.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>Nothing has come for so long that nothing will.</summary>
    public bool IsOver
    {
        get
        {
            var now = engine.Clock.GetUtcNow();
            return now - LastFrameAt >= engine.Options.IdleAfter || (LostAt is { } lost && lost >= LastFrameAt && now - lost >= engine.Options.ReconnectWithin);
        }
    }

    /// <summary>The minutes of the report.</summary>
    public MinuteTally Tally { get; }

    /// <summary>A baseline that this session has made, to be kept for the next one.</summary>
    public Upright? Measured => watch.Measured;

    /// <summary>What of it is in the database.</summary>
    public Upright? Kept { get; set; }

    /// <summary>When the coach speaks up; from now on with these.</summary>
    public void Change(WatchGoals goals) => watch.Goals = goals;

    /// <summary>The next good frames make a new baseline.</summary>
    public void Calibrate() => calibrate = true;

    /// <summary>A break begins: the time until the next one starts again.</summary>
    public void TakeBreak() => takeBreak = true;

    /// <summary>A connection carries the session from now on, instead of the one before.</summary>
    public void Hold(string id) => (connection, LostAt) = (id, null);

    /// <summary>A connection is gone; the session waits for another one, if this one carried it.</summary>
    public void Lose(string id)
    {
        if (connection == id) LostAt = engine.Clock.GetUtcNow();
    }

    /// <summary>Whether a connection carries the session.</summary>
    public bool IsHeldBy(string id) => connection == id;

    /// <summary>
    /// Looks at a frame. Refusals: <c>frame-in-flight</c>, <c>frame-too-old</c> (429), <c>frame-time</c>, <c>crop-invalid</c> (400), <c>frame-too-large</c> (413), <c>full-frame-first</c>,
    /// those of a picture, and <c>busy</c> (503).
    /// </summary>
    public async Task<Outcome<FrameResult>> LookAsync(LiveFrame frame, CancellationToken cancellation)
    {
        var outcome = Interlocked.Exchange(ref inFlight, 1) == 1 ? InFlight : await TakeAsync(frame, cancellation);
        if (!outcome.Succeeded(out _, out var refusal)) engine.Metrics.Refused(refusal);
        return outcome;
    }

    private async Task<Outcome<FrameResult>> TakeAsync(LiveFrame frame, CancellationToken cancellation)
    {
        try
        {
            if (frame.Jpeg.Length > engine.Options.FrameBytes) return LiveFrame.TooLarge(engine.Options.FrameBytes);
            if (!frame.HasTime) return Refusal.Of<LiveText>("frame-time", StatusCodes.Status400BadRequest);
            if (frame.Crop is { IsValid: false }) return Refusal.Of<LiveText>("crop-invalid", StatusCodes.Status400BadRequest);
            if (frame.Crop is not null && track.Width == 0) return Refusal.Of<LiveText>("full-frame-first", StatusCodes.Status422UnprocessableEntity);
            LastFrameAt = engine.Clock.GetUtcNow();
            var time = frameClock.Arrive(frame.TimeMs, NowMs());
            if (time < previousTime || IsTooOld()) return Dropped("frame-too-old");
            await owner.PrepareAsync(time, cancellation);
            await taker.PrepareAsync(frame.Crop is null && track.Faces == 1, time, cancellation);
            if (!(await engine.Gate.EnterAsync(cancellation)).Succeeded(out var place, out var refusal)) return refusal;
            Outcome<Seen> outcome;
            using (place)
            {
                // The gate may have kept it waiting.
                if (IsTooOld()) return Dropped("frame-too-old");
                outcome = await Task.Run(() => See(frame, time, cancellation), cancellation);
            }

            if (!outcome.Succeeded(out var seen, out refusal)) return refusal;
            previousTime = time;
            await owner.NoteAsync(seen.Sight, time, cancellation);
            return Judge(seen, time);
        }
        finally
        {
            Volatile.Write(ref inFlight, 0);
        }
    }

    private Outcome<Seen> See(LiveFrame frame, double time, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        if (!Picture.Decode(frame.Jpeg, engine.Options.FrameSide, engine.Limits).Succeeded(out var picture, out var refusal)) return refusal;
        using (picture)
        {
            var sight = track.Look(picture, frame.Crop, time, owner.Descriptor, owner.WantsDescriptor, cancellation, eyes.IsDue(time, watch.EyesOpen));
            // Shoulders can wait for a frame at which nobody else does.
            var shoulders = frame.Crop is null && sight.Mesh is { } mesh && !engine.Gate.IsCrowded ? body.Look(picture, mesh, time, cancellation) : null;
            if (sight.Mesh is not null && track.Faces == 1) taker.See(picture);
            var elapsed = Stopwatch.GetElapsedTime(started);
            engine.Metrics.Analysed(elapsed);
            return new Seen(sight, shoulders, elapsed);
        }
    }

    private FrameResult Judge(Seen seen, double time)
    {
        if (calibrate) watch.Calibrate();
        if (takeBreak) watch.TakeBreak();
        calibrate = takeBreak = false;
        var mesh = seen.Sight.Mesh;
        FaceMetrics? face = mesh is null ? null : FaceMetrics.Of(mesh, track.Height);
        EyeRatios? ratios = mesh is null ? null : new(mesh.EyeAspectRatio(MeshPoints.LeftEye), mesh.EyeAspectRatio(MeshPoints.RightEye));
        var assessment = watch.Add(new(time, face, ratios, owner.Identity is LiveIdentity.Other, seen.Body));
        Tally.Add(LastFrameAt, assessment);
        taker.Note(LastFrameAt, time, assessment);
        return new(
            assessment.State,
            face is { } measured ? new(measured.X, measured.Y, measured.Nose, measured.Angle) : null,
            watch.Baseline is { } baseline ? new(baseline.X, baseline.Y, baseline.Nose, watch.Origin) : null,
            watch.Progress is var (collected, needed) ? new(collected, needed) : null,
            ratios,
            assessment.Blink,
            watch.BlinksPerMinute,
            watch.CountsBlinks,
            watch.EyesClosed,
            owner.Identity,
            track.Faces,
            seen.Elapsed.TotalMilliseconds,
            mesh is null ? null : FaceContour.Of(mesh, track.Width, track.Height),
            track.Next(time),
            assessment.Alert,
            watch.BreakDue,
            body.At(time, watch.BodyAt(time)));
    }

    private bool IsTooOld() => frameClock.Age(NowMs()) > engine.Options.LongestFrameAge;

    private double NowMs() => (engine.Clock.GetUtcNow() - StartedAt).TotalMilliseconds;

    private static Refusal Dropped(string code) => Refusal.Of<LiveText>(code, StatusCodes.Status429TooManyRequests);

    private readonly record struct Seen(Sight Sight, BodyMetrics? Body, TimeSpan Elapsed);
}

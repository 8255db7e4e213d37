namespace Iris.Live.Analysis;

/// <summary>Eye aspect ratios of both eyes (<see cref="Platform.Faces.FaceMesh.EyeAspectRatio"/>); left and right are the person's own.</summary>
internal readonly record struct EyeRatios(double Left, double Right)
{
    internal double Mean => (Left + Right) / 2;
}

/// <summary>What a frame shows, measured.</summary>
/// <param name="Time">Seconds since the start of the session, by the camera's clock; never less than before.</param>
/// <param name="Face">Null when there is no face.</param>
/// <param name="Eyes">Null when there is no face.</param>
/// <param name="IsOther">It is known to be somebody else's face.</param>
/// <param name="Body">Null when nobody looked at the shoulders, which happens seldom, or they can't be told.</param>
internal readonly record struct Observation(double Time, FaceMetrics? Face, EyeRatios? Eyes, bool IsOther = false, BodyMetrics? Body = null);

/// <summary>How a person sits when sitting well. The shoulders are known a little later than the face, or never.</summary>
internal sealed record Upright(Baseline Face, BodyMetrics? Body = null);

/// <summary>When the coach speaks up.</summary>
/// <param name="AlertAfterSeconds">Seconds in bad posture before an alert.</param>
/// <param name="BreakEveryMinutes">Minutes until a break is due.</param>
/// <param name="BlinkAlertPerMinute">Fewer blinks per minute raise an alert; 0 is never.</param>
internal sealed record WatchGoals(double AlertAfterSeconds, double BreakEveryMinutes, double BlinkAlertPerMinute);

/// <summary>What a frame means.</summary>
/// <param name="State">Of this frame alone.</param>
/// <param name="Elapsed">Seconds since the frame before; 0 after a gap. They belong to <paramref name="State"/>.</param>
/// <param name="BlinkSeconds">Those of them in which blinks were counted.</param>
/// <param name="Blink">A blink has just ended.</param>
/// <param name="Raised">Alerts that this frame raised.</param>
/// <param name="Alert">The most urgent alert that stands.</param>
internal readonly record struct Assessment(PostureState State, double Elapsed, double BlinkSeconds, bool Blink, int Raised, Alert? Alert);

/// <summary>The whole analysis of one session, frame by frame: calibration, posture, blinks, alerts and breaks. It holds no clock: the frames bring the time.</summary>
internal sealed class PostureWatch(PostureOptions options, WatchGoals goals, Upright? stored, int calibrationFrames)
{
    /// <summary>Away from the camera for so long is a break.</summary>
    private const double BreakSeconds = 180;

    private readonly PostureWindow forward = new(AlertKind.ForwardHead, options), tilted = new(AlertKind.Tilted, options);
    private readonly PostureWindow closed = new(AlertKind.EyesClosed, options), fewBlinks = new(AlertKind.FewBlinks, options);
    private readonly BlinkCounter blinks = new(options);
    private readonly BodyWitness body = new(options);
    private Calibration? calibration = new(options, calibrationFrames);
    private double? previous, noFaceSince, awaySince, farSince;
    private double workedSeconds;

    /// <summary>May change while the session goes on, from any thread.</summary>
    public WatchGoals Goals { get; set; } = goals;

    public Baseline? Baseline { get; private set; }

    /// <summary>Meaningful with a <see cref="Baseline"/>.</summary>
    public BaselineOrigin Origin { get; private set; }

    /// <summary>What this session has measured and a later one may begin with; null while there is nothing new.</summary>
    public Upright? Measured { get; private set; }

    /// <summary>What the shoulders say at this time.</summary>
    public BodyVerdict BodyAt(double now) => body.At(now);

    /// <summary>Frames collected and needed while calibrating, else null.</summary>
    public (int Collected, int Needed)? Progress => calibration is { } running ? (running.Collected, running.Needed) : null;

    public double? BlinksPerMinute => blinks.PerMinute;

    /// <summary>Whether frames come fast enough to count blinks.</summary>
    public bool CountsBlinks => blinks.IsCounting;

    public bool EyesClosed => blinks.EyesClosed;

    /// <summary>Whether the last frame showed eyes as wide open as this person's are; false also where that is not known.</summary>
    public bool EyesOpen { get; private set; }

    /// <summary>Whether the person has worked for so long that a break is due.</summary>
    public bool BreakDue => workedSeconds >= 60 * Goals.BreakEveryMinutes;

    /// <summary>Starts the calibration again; the stored baseline no longer counts.</summary>
    public void Calibrate()
    {
        (Baseline, stored, farSince) = (null, null, null);
        body.Begin(null);
        calibration = new Calibration(options, calibrationFrames);
    }

    /// <summary>The person takes a break now.</summary>
    public void TakeBreak() => workedSeconds = 0;

    /// <summary>Judges one frame.</summary>
    public Assessment Add(Observation frame)
    {
        var elapsed = frame.Time - previous is { } step && step <= options.LongestGapSeconds ? step : 0;
        previous = frame.Time;
        var state = Judge(frame);
        var (countedBefore, blink) = (blinks.CountedSeconds, false);
        if (state.Counts() && frame.Eyes is { } eyes) blink = blinks.Add(eyes.Mean, frame.Time);
        else blinks.Interrupt();
        EyesOpen = state.Counts() && frame.Eyes?.Mean >= (options.UseFixedThreshold ? options.FixedThreshold / options.ClosedShare : blinks.Open) * options.OpenShare;

        KeepBreaks(state, frame.Time, elapsed);
        var raised = Watch(state, frame.Time);
        return new(state, elapsed, blinks.CountedSeconds - countedBefore, blink, raised, forward.Current ?? tilted.Current ?? closed.Current ?? fewBlinks.Current);
    }

    private PostureState Judge(Observation frame)
    {
        if (frame.Face is not { } face)
        {
            noFaceSince ??= frame.Time;
            return frame.Time - noFaceSince >= options.AwayAfterSeconds ? PostureState.Away : PostureState.NoFace;
        }

        noFaceSince = null;
        if (frame.IsOther) return PostureState.NotOwner;
        if (calibration?.Add(face) is { } measured) Adopt(measured);
        if (Baseline is not { } baseline) return PostureState.Calibrating;
        if (HasChangedSeat(face, baseline, frame.Time))
        {
            Calibrate();
            return PostureState.Calibrating;
        }

        var state = PostureJudge.Judge(face, baseline, options);
        if (body.Add(frame.Body, state is PostureState.Good, frame.Time)) Measured = new(baseline, body.Baseline);
        return state is PostureState.Good && body.At(frame.Time) is BodyVerdict.Forward ? PostureState.ForwardHead : state;
    }

    /// <summary>A stored baseline is kept where the new one shows that camera and seat are the same: it was made when the person sat down to sit well.</summary>
    private void Adopt(Baseline measured)
    {
        (Baseline, Origin) = stored is not { } earlier ? (measured, BaselineOrigin.Measured)
            : earlier.Face.Resembles(measured, options) ? (earlier.Face, BaselineOrigin.Stored)
            : (measured, BaselineOrigin.Replaced);
        body.Begin(Origin is BaselineOrigin.Stored ? stored?.Body : null);
        if (Origin is not BaselineOrigin.Stored) Measured = new(measured);
        calibration = null;
    }

    private bool HasChangedSeat(FaceMetrics face, Baseline baseline, double now)
    {
        farSince = face.X < options.SeatChangedWidth * baseline.X ? farSince ?? now : null;
        return now - farSince >= options.SeatChangedSeconds;
    }

    private void KeepBreaks(PostureState state, double now, double elapsed)
    {
        if (state.Counts())
        {
            awaySince = null;
            workedSeconds += elapsed;
        }
        else if (state is not PostureState.Calibrating)
        {
            awaySince ??= now;
            if (now - awaySince >= BreakSeconds) workedSeconds = 0;
        }
    }

    private int Watch(PostureState state, double now)
    {
        if (state is PostureState.NotOwner or PostureState.Away or PostureState.Calibrating)
        {
            forward.Clear();
            tilted.Clear();
            closed.Clear();
            fewBlinks.Clear();
            return 0;
        }

        // Eyes are 'closed' only after their own delay, and a rate is one over a minute: both alert at once.
        var few = blinks.PerMinute is { } rate && blinks.CountedSeconds >= 60 && rate < Goals.BlinkAlertPerMinute;
        return Count(forward.Add(state is PostureState.ForwardHead, now, Goals.AlertAfterSeconds))
            + Count(tilted.Add(state is PostureState.Tilted, now, Goals.AlertAfterSeconds))
            + Count(closed.Add(blinks.EyesClosed, now, 0))
            + Count(fewBlinks.Add(few, now, 0));

        static int Count(bool raised) => raised ? 1 : 0;
    }
}

using Iris.Live.Analysis;

namespace Iris.Live.Reports;

/// <summary>Adds up a session minute by minute, until the minutes are written. Safe to write from another thread than the session's.</summary>
internal sealed class MinuteTally(Guid report, Guid owner, PostureOptions options)
{
    private readonly Lock gate = new();
    private readonly List<LiveMinute> minutes = [];
    private double goodStreak, badSeconds;
    private bool changed;

    /// <summary>Adds a frame.</summary>
    public void Add(DateTimeOffset now, Assessment frame)
    {
        lock (gate)
        {
            var minute = MinuteOf(now);
            // A device's clock may run ahead of ours; no minute has more than its seconds.
            var seconds = Math.Clamp(frame.Elapsed, 0, LiveMinute.MaximumSeconds - minute.Total);
            AddTime(minute, frame.State, seconds);
            minute.BlinkSeconds = Math.Min(LiveMinute.MaximumSeconds, minute.BlinkSeconds + frame.BlinkSeconds);
            minute.Blinks += frame.Blink ? 1 : 0;
            minute.Alerts += frame.Raised;
            Streak(frame.State, seconds);
            minute.LongestGood = Math.Max(minute.LongestGood, goodStreak);
            changed = true;
        }
    }

    /// <summary>Copies of the minutes that are not written as they are now.</summary>
    public IReadOnlyList<LiveMinute> Pending()
    {
        lock (gate)
        {
            if (!changed) return [];
            changed = false;
            return [.. minutes.Select(minute => minute with { })];
        }
    }

    /// <summary>Forgets minutes that are over and were written.</summary>
    public void Written(IReadOnlyList<LiveMinute> written)
    {
        lock (gate)
        {
            minutes.RemoveAll(minute => minute != minutes[^1] && written.Contains(minute));
        }
    }

    /// <summary>The writing failed: all is pending again.</summary>
    public void Failed()
    {
        lock (gate)
        {
            changed = minutes.Count > 0;
        }
    }

    private LiveMinute MinuteOf(DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute, now.Offset).ToUniversalTime();
        if (minutes.Count == 0 || minutes[^1].Start < start) minutes.Add(new LiveMinute { ReportId = report, OwnerId = owner, Start = start });
        return minutes[^1];
    }

    private static void AddTime(LiveMinute minute, PostureState state, double seconds)
    {
        switch (state)
        {
            case PostureState.Good: minute.Good += seconds; break;
            case PostureState.ForwardHead: minute.ForwardHead += seconds; break;
            case PostureState.Tilted: minute.Tilted += seconds; break;
            case PostureState.Calibrating: minute.Calibrating += seconds; break;
            case PostureState.Away: minute.Away += seconds; break;
            case PostureState.NoFace: minute.NoFace += seconds; break;
            case PostureState.NotOwner: minute.NotOwner += seconds; break;
            default: throw new ArgumentOutOfRangeException(nameof(state), state, null);
        }
    }

    /// <summary>A streak breaks when something else lasts, not by one frame.</summary>
    private void Streak(PostureState state, double seconds)
    {
        if (state is PostureState.Good)
        {
            (goodStreak, badSeconds) = (goodStreak + seconds, 0);
        }
        else if ((badSeconds += seconds) > options.RecoverySeconds)
        {
            goodStreak = 0;
        }
    }
}

using Iris.Live.Analysis;

namespace Iris.Live.Sessions;

/// <summary>
/// Says at which frames the eyes are worth a look. Where frames come fast enough to count blinks, at each of them; below, it can only be told that eyes stay
/// closed, and for that a look now and then will do as long as they are open. Not thread-safe.
/// </summary>
internal sealed class EyePace(LiveOptions live, PostureOptions posture)
{
    /// <summary>A camera is slow after so many seconds clearly below the rate: one that stumbles, or is just fast enough, is not.</summary>
    private const double SlowAfter = 2, SlowShare = 0.8;

    private double? previous;
    private double interval, fastAt, lookedAt;

    /// <summary>Takes note of a frame.</summary>
    /// <param name="now">Its time in seconds; never less than before.</param>
    /// <param name="open">Whether the eyes were open in the frame before: <see cref="PostureWatch.EyesOpen"/>.</param>
    /// <returns>Whether to look at its eyes.</returns>
    public bool IsDue(double now, bool open)
    {
        // As BlinkCounter measures the rate.
        if (now - previous is not { } step || step > posture.LongestGapSeconds) interval = 0;
        else interval = interval == 0 ? step : interval + (step - interval) / 8;
        previous = now;
        if (interval * posture.BlinkFrameRate * SlowShare <= 1) fastAt = now;
        if (open && now - fastAt >= SlowAfter && now - lookedAt < live.EyesEvery.TotalSeconds) return false;
        lookedAt = now;
        return true;
    }
}

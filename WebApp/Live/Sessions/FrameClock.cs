namespace Iris.Live.Sessions;

/// <summary>
/// Brings the times of a camera's device and of this server together. Their clocks need not agree: the fastest frame so far sets the difference, and a
/// frame that comes later than that difference says is so much older. Not thread-safe.
/// </summary>
internal sealed class FrameClock
{
    /// <summary>More than quartz clocks drift apart: a slow device would else seem to send ever older frames.</summary>
    private const double DriftShare = 0.0005;

    /// <summary>A clock that goes back by more has been set, or is another one.</summary>
    private const double NewClockMs = 5_000;

    private double difference = double.PositiveInfinity, arrivedMs, lastMs, shiftMs;
    private bool started;

    /// <summary>Takes note of a frame.</summary>
    /// <param name="timeMs">By the device's clock; null: it was taken when it arrived.</param>
    /// <param name="nowMs">By this server's clock.</param>
    /// <returns>Time of the frame in seconds since the first; less than that of the frame before when frames overtook each other.</returns>
    public double Arrive(double? timeMs, double nowMs)
    {
        var time = timeMs ?? nowMs;
        if (!started) (started, shiftMs) = (true, -time);
        else if (time < lastMs - NewClockMs)
        {
            shiftMs += lastMs - time;
            difference = double.PositiveInfinity;
        }
        else difference += Math.Max(0, nowMs - arrivedMs) * DriftShare;

        difference = Math.Min(difference, nowMs - time);
        (arrivedMs, LatestMs) = (nowMs, time);
        lastMs = time < lastMs - NewClockMs ? time : Math.Max(lastMs, time);
        return (time + shiftMs) / 1000;
    }

    /// <summary>Age of the frame that arrived last.</summary>
    public TimeSpan Age(double nowMs) => TimeSpan.FromMilliseconds(nowMs - LatestMs - difference);

    private double LatestMs { get; set; }
}

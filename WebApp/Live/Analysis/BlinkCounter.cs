namespace Iris.Live.Analysis;

/// <summary>
/// Counts blinks in a sequence of eye aspect ratios. How wide an eye is open differs between persons by half, so a ratio is compared with the person's own
/// open eye: a high quantile of the last seconds, which blinks (a few percent of the time) do not touch. Quick blinks that stay above the limit
/// are left to <see cref="QuickDips"/>.
/// </summary>
internal sealed class BlinkCounter(PostureOptions options)
{
    /// <summary>Ratios that are remembered: 30 frames a second for the window; faster cameras look back a little less.</summary>
    private readonly float[] ratios = new float[(int)(30 * options.OpenWindowSeconds)], sorted = new float[(int)(30 * options.OpenWindowSeconds)];
    private readonly Queue<double> blinks = new();
    private readonly QuickDips dips = new(options);
    private int count, next;
    private double? closedSince, previous;
    private double learnt, interval, counted, low;

    /// <summary>Blinks so far.</summary>
    public int Total { get; private set; }

    /// <summary>Seconds in which blinks were counted: with a face, learnt eyes and enough frames.</summary>
    public double CountedSeconds => counted;

    /// <summary>Whether the eyes have been closed for longer than a blink.</summary>
    public bool EyesClosed { get; private set; }

    /// <summary>Whether frames come fast enough to see a blink.</summary>
    public bool IsCounting => HasLearnt && interval > 0 && 1 / interval >= options.BlinkFrameRate;

    private bool HasLearnt => options.UseFixedThreshold || learnt >= options.OpenLearningSeconds;

    /// <summary>The person's open eye, or 0 before there was a frame.</summary>
    public double Open { get; private set; }

    /// <summary>Blinks per minute over the last minute; null as long as there is too little to tell.</summary>
    public double? PerMinute => !IsCounting || counted < options.BlinkRateSeconds ? null : blinks.Count * 60 / Math.Min(60, counted);

    /// <summary>Takes note of one frame with a face.</summary>
    /// <param name="ratio">Mean eye aspect ratio of both eyes.</param>
    /// <param name="now">Time of the frame in seconds; never less than before.</param>
    /// <returns>True when a blink has just ended.</returns>
    public bool Add(double ratio, double now)
    {
        var elapsed = now - previous;
        if (elapsed > options.LongestGapSeconds) Interrupt();
        else if (elapsed is { } step)
        {
            // About the last half second decides whether the camera is fast enough.
            interval = interval == 0 ? step : interval + (step - interval) / 8;
            learnt += step;
            if (IsCounting) counted += step;
        }

        previous = now;
        Remember((float)ratio);
        while (blinks.TryPeek(out var oldest) && now - oldest > 60) blinks.Dequeue();
        if (!HasLearnt) return false;
        var blinked = Step(ratio, now);
        if (!options.UseFixedThreshold) blinked |= dips.Add(ratio / Open, (Open - low) / Open, now);
        if (!blinked || !IsCounting) return false;
        Total++;
        blinks.Enqueue(now);
        return true;
    }

    /// <summary>No face in this frame: an eye that was closed has not opened.</summary>
    public void Interrupt()
    {
        (closedSince, previous, EyesClosed) = (null, null, false);
        dips.Interrupt();
    }

    /// <summary>The fixed limit: true when eyes that were closed for no longer than a blink are open again.</summary>
    private bool Step(double ratio, double now)
    {
        var (closed, open) = options.UseFixedThreshold
            ? (options.FixedThreshold, options.FixedThreshold * options.OpenShare / options.ClosedShare)
            : (Open * options.ClosedShare, Open * options.OpenShare);
        if (ratio < closed)
        {
            closedSince ??= now;
            EyesClosed = now - closedSince > options.EyesClosedSeconds;
            return false;
        }

        if (closedSince is null || ratio < open) return false;
        var isBlink = now - closedSince <= options.EyesClosedSeconds;
        (closedSince, EyesClosed) = (null, false);
        return isBlink;
    }

    private void Remember(float ratio)
    {
        ratios[next] = ratio;
        next = (next + 1) % ratios.Length;
        count = Math.Min(count + 1, ratios.Length);
        ratios.AsSpan(0, count).CopyTo(sorted);
        Array.Sort(sorted, 0, count);
        Open = sorted[(int)(options.OpenQuantile * (count - 1))];
        low = sorted[(int)(options.LowQuantile * (count - 1))];
    }
}

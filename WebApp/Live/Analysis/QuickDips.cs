namespace Iris.Live.Analysis;

/// <summary>
/// Tells a blink by its shape where the picture is too blurred for its depth: the networks then see a shut eye as a half open one. A steady eye that leaves its
/// open ratio by several times its own spread, and is back at once, has blinked; narrowed eyes and glances down come back later.
/// </summary>
internal sealed class QuickDips(PostureOptions options)
{
    private double? openAt;
    private bool fallen;

    /// <summary>Takes note of one frame.</summary>
    /// <param name="share">The ratio in parts of the person's open eye.</param>
    /// <param name="spread">How far the ratios of the last seconds lie apart, in the same parts.</param>
    /// <param name="now">Time of the frame in seconds.</param>
    /// <returns>True when a quick dip has just ended, once for each.</returns>
    public bool Add(double share, double spread, double now)
    {
        // A deep fall is a matter of the fixed limit, so that nothing is counted twice.
        if (share < options.ClosedShare) Interrupt();
        var limit = Math.Clamp(1 - options.SteadySpreads * spread, options.ClosedShare, Math.Max(options.ClosedShare, options.SteadyClosedShare));
        if (share < limit) fallen = true;
        if (share < limit + options.OpenShare - options.ClosedShare) return false;
        var blinked = fallen && now - openAt <= options.QuickBlinkSeconds;
        (openAt, fallen) = (now, false);
        return blinked;
    }

    /// <summary>Nothing is known of the eye before: it has to be seen open again first.</summary>
    public void Interrupt() => (openAt, fallen) = (null, false);
}

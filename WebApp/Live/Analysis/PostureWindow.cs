namespace Iris.Live.Analysis;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    ForwardHead,
    Tilted,
    EyesClosed,
    FewBlinks,
}

/// <summary>An alert that stands.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="SinceSeconds">How long that has lasted, before the alert included.</param>
internal sealed record Alert(AlertKind Kind, double SinceSeconds);

/// <summary>
/// Watches one bad state over time. It alerts when the state has lasted, short interruptions forgiven, and was there for most of that time; the alert
/// ends only when the state has not been seen for a while.
/// </summary>
internal sealed class PostureWindow(AlertKind kind, PostureOptions options)
{
    private double? since;
    private double lastSeen, badSeconds, previous;

    /// <summary>Whether the alert stands.</summary>
    public bool IsAlert { get; private set; }

    /// <summary>Takes note of one frame.</summary>
    /// <param name="bad">Whether the frame shows the state.</param>
    /// <param name="now">Time of the frame in seconds; never less than before.</param>
    /// <param name="alertAfter">Seconds that the state has to last.</param>
    /// <returns>True when the alert has just been raised.</returns>
    public bool Add(bool bad, double now, double alertAfter)
    {
        if (since is not null && now - lastSeen >= options.RecoverySeconds) Clear();
        if (bad)
        {
            if (since is null) (since, badSeconds) = (now, 0);
            else badSeconds += now - previous;
            lastSeen = now;
        }

        previous = now;
        var lasted = now - since;
        if (IsAlert || !bad || lasted < alertAfter || badSeconds < options.AlertShare * lasted) return false;
        return IsAlert = true;
    }

    /// <summary>Forgets everything: the watch was interrupted.</summary>
    public void Clear() => (since, IsAlert) = (null, false);

    /// <summary>The alert as it stands, or null.</summary>
    public Alert? Current => IsAlert ? new Alert(kind, previous - since!.Value) : null;
}

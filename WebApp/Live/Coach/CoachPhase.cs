namespace Iris.Live.Coach;

/// <summary>What the page of the coach is about.</summary>
public enum CoachPhase
{
    /// <summary>The camera is off.</summary>
    Ready,

    /// <summary>The browser is being asked for the camera.</summary>
    Starting,

    Watching,

    /// <summary>The camera is off for a reason that may pass; the session goes on.</summary>
    Paused,
}

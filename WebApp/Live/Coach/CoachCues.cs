namespace Iris.Live.Coach;

/// <summary>How the coach may make itself heard. Kept by the browser, since it is a matter of the desk, not of the person.</summary>
public sealed record CoachCues
{
    /// <summary>A soft sound.</summary>
    public bool Sound { get; init; } = true;

    /// <summary>The title of the page blinks.</summary>
    public bool Title { get; init; } = true;

    /// <summary>A notification of the browser, while the page is in the background.</summary>
    public bool Notification { get; init; }

    /// <summary>Every 20 minutes, look 20 feet (6 m) away for 20 seconds.</summary>
    public bool EyeBreaks { get; init; } = true;
}

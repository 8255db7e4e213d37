namespace Iris.Diary.Posts;

/// <summary>How a day felt. A name never changes: it is stored.</summary>
public enum Mood
{
    Happy,
    Calm,
    Excited,
    Tired,
    Sad,
    Angry,
}

/// <summary>What the sky was like. A name never changes: it is stored.</summary>
public enum Weather
{
    Sunny,
    Cloudy,
    Windy,
    Rain,
    Thunder,
    Snow,
}

/// <summary>Moods and weathers as drawn with a pen: outlines on a 24 × 24 grid.</summary>
internal static class DayMarks
{
    private const string Face = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z", Cloud = "M7 16.5a3.75 3.75 0 0 1 .3-7.5A5 5 0 0 1 16.8 10a3.25 3.25 0 0 1 .2 6.5z";

    /// <summary>As the parameter <c>Icon</c> of MudBlazor's components takes it.</summary>
    public static string Of(Mood mood) => Drawn(Face + mood switch
    {
        Mood.Happy => "M9 9.5v1M15 9.5v1M8 13.5a4.4 4.4 0 0 0 8 0z",
        Mood.Calm => "M8 10.5h2M14 10.5h2M9 15a5 5 0 0 0 6 0",
        Mood.Excited => "M8 8.5l2 1.5-2 1.5M16 8.5l-2 1.5 2 1.5M8.5 14a4 4 0 0 0 7 0z",
        Mood.Tired => "M8 10.5c.6.7 1.4.7 2 0M14 10.5c.6.7 1.4.7 2 0M10.5 15.5h3M17.5 4.5h3l-3 3.5h3",
        Mood.Sad => "M9 9.5v1M15 9.5v1M8.5 16a4.4 4.4 0 0 1 7 0M16.8 12.5v2",
        _ => "M8 8.5l2.5 1.5M16 8.5L13.5 10M9 16a4.4 4.4 0 0 1 6 0",
    });

    /// <inheritdoc cref="Of(Mood)"/>
    public static string Of(Weather weather) => Drawn(weather switch
    {
        Weather.Sunny => "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
        Weather.Cloudy => Cloud,
        Weather.Windy => "M3 8.5h10.5a2.5 2.5 0 1 0-2.4-3.2M3 12.5h15a2.5 2.5 0 1 1-2.4 3.2M3 16.5h7.5a2.25 2.25 0 1 1-2.1 3",
        Weather.Rain => Raised + "M8 17l-1 3M12.5 17l-1 3M17 17l-1 3",
        Weather.Thunder => Raised + "M12.5 13.5l-2.5 4h3l-2 4",
        _ => Raised + "M8 18h.01M12 17h.01M16 18h.01M10 21h.01M14 21h.01",
    });

    private const string Raised = "M7 14a3.75 3.75 0 0 1 .3-7.5A5 5 0 0 1 16.8 7.5a3.25 3.25 0 0 1 .2 6.5z";

    private static string Drawn(string path) => $"""<path fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" d="{path}" />""";
}

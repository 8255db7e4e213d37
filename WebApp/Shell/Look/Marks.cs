using System.Collections.Frozen;

namespace Iris.Shell.Look;

/// <summary>The marks of instruments and places: outlines on a 24 × 24 grid. Everything else is one of MudBlazor's own icons.</summary>
internal static class Marks
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        // instruments
        ["cells"] = "M8.5 13a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM17 19.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM8.5 8.5h.01M17 16h.01M7 20.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        ["face"] = "M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M9 9.5v1M15 9.5v1M8.5 14.5a4.6 4.6 0 0 0 7 0",
        ["face-type"] = "M12 3.5c3.6 0 6 2.6 6 6.5 0 4.6-2.9 8.5-6 8.5S6 14.6 6 10c0-3.9 2.4-6.5 6-6.5zM9.5 10h.01M14.5 10h.01M10.5 14.5h3M4 21h16",
        ["posture"] = "M11 6.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM10.5 9c-1.8 2.5-1.8 5.5 0 8h5.5v4.5M10.5 17H7M11 12.5h5M20 9v8",
        ["diary"] = "M6 3.5h11.5A1.5 1.5 0 0 1 19 5v14a1.5 1.5 0 0 1-1.5 1.5H6zM6 3.5v17M3.5 8H6M3.5 12H6M3.5 16H6M9.5 15.5l2.5-3.5 1.8 2 1.2-1.5 1.5 3zM14.5 8h.01",
        ["paint"] = "M12 3.5a8.5 8.5 0 1 0 0 17c1.4 0 2-.9 2-1.9 0-1.6-1.1-1.6-1.1-3 0-1 .8-1.6 1.8-1.6h2.3a3.5 3.5 0 0 0 3.5-3.5c0-4-3.8-7-8.5-7zM7.5 12.5h.01M9 8.5h.01M13 7h.01M16.5 9.5h.01",
        ["eye"] = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
        // places
        ["gallery"] = "M5.5 4h13A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-13A1.5 1.5 0 0 1 5.5 4zM4.5 17.5l5-5.5 4 4 2.5-2.5 4 4M15.5 8.5h.01",
        ["dashboard"] = "M4 20V11M9.3 20V4M14.7 20v-7M20 20V8",
        ["server"] = "M5 4h14a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM5 14h14a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1zM7.5 7.5h.01M7.5 17h.01",
        ["person"] = "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.6 3.6-6 7.5-6s6.9 2.4 7.5 6",
        ["people"] = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-3.3 3.1-5.5 6.5-5.5s6 2.2 6.5 5.5M15.5 4.5a3.3 3.3 0 0 1 0 6.2M18 15c1.9.8 3.1 2.5 3.5 5",
        ["settings"] = "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
        ["clock"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
        ["calendar"] = "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12A1.5 1.5 0 0 1 5.5 5zM4 9.5h16M8 3v4M16 3v4",
        ["lock"] = "M6.5 11h11a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM8 11V7.5a4 4 0 0 1 8 0V11",
        ["shield"] = "M12 3l7.5 2.5v6c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5v-6zM8.8 12l2.3 2.3 4.2-4.4",
        // actions
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["plus"] = "M12 5v14M5 12h14",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["search"] = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
        ["edit"] = "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
        ["trash"] = "M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l.8 13.5h9.4l.8-13.5M10 10.5v5.5M14 10.5v5.5",
        ["undo"] = "M8.5 5L4.5 9l4 4M4.5 9h9a5.5 5.5 0 0 1 0 11H8",
        ["dice"] = "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01",
        ["unlock"] = "M6.5 11h11a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM8 11V7.5a4 4 0 0 1 7.6-1.7",
        ["refresh"] = "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.5M20 4.5v5h-5",
        ["upload"] = "M12 15.5V4.5M7.5 9L12 4.5 16.5 9M4.5 16v2.5A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5V16",
        ["download"] = "M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M4.5 16v2.5A1.5 1.5 0 0 0 6 20h12a1.5 1.5 0 0 0 1.5-1.5V16",
        ["camera"] = "M4.5 7.5H8L9.5 5h5L16 7.5h3.5A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
        ["share"] = "M17.5 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17.5 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.7 10.8l6.6-4M8.7 13.2l6.6 4",
        ["heart"] = "M12 20S4 15.3 4 9.6C4 6.9 6 5 8.3 5c1.5 0 2.9.8 3.7 2.1C12.8 5.8 14.2 5 15.7 5 18 5 20 6.9 20 9.6 20 15.3 12 20 12 20z",
        ["sign-in"] = "M14 4h4.5A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5H14M10 8l4 4-4 4M14 12H4",
        ["sign-out"] = "M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M16 8l4 4-4 4M20 12H9.5",
        ["arrow-right"] = "M4.5 12h15M13.5 6l6 6-6 6",
        ["arrow-left"] = "M19.5 12h-15M10.5 6l-6 6 6 6",
        ["chevron-down"] = "M6 9.5l6 6 6-6",
        ["play"] = "M7 4.5l12 7.5-12 7.5z",
        ["stop"] = "M6 6h12v12H6z",
        // states and preferences
        ["info"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 8h.01",
        ["warning"] = "M12 4l9 16H3zM12 10v4.5M12 17.2h.01",
        ["success"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8 12.2l2.8 2.8L16 9.5",
        ["globe"] = "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.5 2.3 3.7 5.1 3.7 8.5s-1.2 6.2-3.7 8.5c-2.5-2.3-3.7-5.1-3.7-8.5s1.2-6.2 3.7-8.5z",
        ["system"] = "M4.5 5h15a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM9 20h6M12 16v4",
        ["light"] = "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
        ["dark"] = "M20 14.5A8.3 8.3 0 0 1 9.5 4 8.3 8.3 0 1 0 20 14.5z",
    }.ToFrozenDictionary();

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Names => Paths.Keys;

    /// <summary>The mark as the parameter <c>Icon</c> of MudBlazor's components takes it.</summary>
    public static string Of(string name) =>
        $"""<path fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" d="{Path(name)}" />""";

    internal static string Path(string name) => Paths.TryGetValue(name, out var path)
        ? path
        : throw new ArgumentException($"There is no icon '{name}'. Known are: {string.Join(", ", Paths.Keys.Order())}.", nameof(name));
}

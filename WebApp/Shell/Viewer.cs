using System.Globalization;
using Iris.Platform.Web;
using Iris.Shell.Look;

namespace Iris.Shell;

/// <summary>What the browser says about whoever looks; App hands it from the request to the circuit, which has none.</summary>
/// <param name="Theme">One of <see cref="Themes.All"/>.</param>
/// <param name="TimeZone">The IANA name of the time zone.</param>
/// <param name="Folded">Whether the navigation is folded to its icons.</param>
public sealed record ViewerFacts(string Theme, string TimeZone, bool Folded)
{
    internal const string DrawerCookie = "iris-drawer";

    internal static ViewerFacts Of(HttpContext? context) =>
        new(Themes.Of(context), TimeZones.Of(context).Id, context?.Request.Cookies[DrawerCookie] == "folded");
}

/// <summary>Whoever looks at this page or circuit: how their site looks, and what their clock shows. Texts are in the culture of the reader.</summary>
internal sealed class Viewer(TimeProvider clock)
{
    public ViewerFacts Facts { get; private set; } = ViewerFacts.Of(null);

    /// <summary>The viewer's time zone; UTC until their browser has said it.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The day that it is where the viewer is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local(clock.GetUtcNow()).DateTime);

    public void Know(ViewerFacts facts) => (Facts, Zone) = (facts, TimeZones.Find(facts.TimeZone));

    /// <summary>The moment on the viewer's clock.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>Day and minute, in short.</summary>
    public string Moment(DateTimeOffset moment) => Local(moment).ToString("g", CultureInfo.CurrentCulture);

    /// <summary>The day, in short.</summary>
    public string Day(DateTimeOffset moment) => Local(moment).ToString("d", CultureInfo.CurrentCulture);

    /// <summary>The minute of the day.</summary>
    public string Time(DateTimeOffset moment) => Local(moment).ToString("t", CultureInfo.CurrentCulture);
}

namespace Iris.Live.Reports;

/// <summary>The reader's time zone, which a day depends on. The browser says it in a cookie (wwwroot/js/site.js); UTC until it has.</summary>
internal static class ReportZone
{
    public const string Cookie = "iris-time-zone";

    public static TimeZoneInfo Of(HttpContext context) =>
        context.Request.Cookies.TryGetValue(Cookie, out var name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}

namespace Iris.Platform.Web;

/// <summary>The time zone of whoever looks, which days and hours depend on. The browser says it in a cookie (wwwroot/js/site.js); UTC until it has.</summary>
internal static class TimeZones
{
    public const string Cookie = "iris-time-zone";

    public static TimeZoneInfo Of(HttpContext? context) => Find(context?.Request.Cookies[Cookie]);

    /// <summary>The zone of that IANA name; UTC when there is none.</summary>
    public static TimeZoneInfo Find(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}

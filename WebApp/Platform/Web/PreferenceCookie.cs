namespace Iris.Platform.Web;

/// <summary>Cookies that remember how a person likes the site to look; they say nothing about who it is.</summary>
internal static class PreferenceCookie
{
    public static CookieOptions Options => new()
    {
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
    };
}

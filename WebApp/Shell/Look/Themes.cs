using Iris.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Iris.Shell.Look;

/// <summary>Light, dark, or as the system says. The choice travels in a cookie, so that the first byte of a page is already in the right colours.</summary>
internal static class Themes
{
    internal const string Cookie = "iris-theme";
    internal const string Route = "/preferences/theme";

    /// <summary>The names that a browser may send; the resource key of each is <c>Theme.{name}</c>, its icon has the same name.</summary>
    public static IReadOnlyList<string> All { get; } = ["system", "light", "dark"];

    /// <summary>The theme of this request.</summary>
    public static string Of(HttpContext? context) => context?.Request.Cookies[Cookie] is { } chosen && All.Contains(chosen) ? chosen : All[0];

    public static void MapThemes(this IEndpointRouteBuilder routes) => routes.MapPost(Route, Choose);

    private static IResult Choose(HttpContext context, [FromForm] string theme, [FromForm] string? returnUrl)
    {
        if (All.Contains(theme))
        {
            context.Response.Cookies.Append(Cookie, theme, PreferenceCookie.Options);
        }

        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}

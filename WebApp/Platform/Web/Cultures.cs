using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Iris.Platform.Web;

/// <summary>
/// The languages of the site: the one that was chosen (a cookie), otherwise the browser's, otherwise English. A circuit inherits the culture of the
/// request that opened it, so interactive components speak the same language; choosing another loads the page anew.
/// </summary>
internal static class Cultures
{
    internal const string Cookie = "iris-culture";
    internal const string Route = "/preferences/culture";

    /// <summary>English and Korean, each shown under its own name.</summary>
    public static IReadOnlyList<CultureInfo> Supported { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("ko")];

    internal static IServiceCollection AddCultures(this IServiceCollection services) => services.Configure<RequestLocalizationOptions>(options =>
    {
        options.SupportedCultures = options.SupportedUICultures = [.. Supported];
        options.DefaultRequestCulture = new RequestCulture(Supported[0]);
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie, Options = options }, new AcceptLanguageHeaderRequestCultureProvider { Options = options }];
    });

    internal static void MapCultures(this IEndpointRouteBuilder routes) => routes.MapPost(Route, Choose);

    private static IResult Choose(HttpContext context, [FromForm] string culture, [FromForm] string? returnUrl)
    {
        if (Supported.FirstOrDefault(known => known.Name == culture) is { } chosen)
        {
            context.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), PreferenceCookie.Options);
        }

        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}

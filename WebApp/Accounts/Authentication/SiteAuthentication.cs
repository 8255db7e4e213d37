using Iris.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Iris.Accounts.Authentication;

/// <summary>One default scheme for pages and API: a bearer token where the request carries one, the site's cookie otherwise.</summary>
internal static class SiteAuthentication
{
    private const string Scheme = "Iris";

    public static IServiceCollection AddSiteAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, displayName: null, policy => policy.ForwardDefaultSelector = Choose)
            .AddBearerToken(IdentityConstants.BearerScheme)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        return services;
    }

    /// <summary>
    /// A cookie comes along whoever made the browser send the request, so it does not count for a writing API call that another site started; forms of
    /// pages are guarded by antiforgery tokens. Browsers say where a call comes from; a caller that says nothing is no browser and sends no one else's cookie.
    /// </summary>
    internal static string Choose(HttpContext context)
    {
        var request = context.Request;
        var bearer = request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        return bearer || (request.IsApi() && IsWrite(request.Method) && !IsOwn(request)) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme;
    }

    private static bool IsWrite(string method) => !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "iris";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = AccountPages.Login;
        cookie.LogoutPath = AccountPages.Logout;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        var toLogin = cookie.Events.OnRedirectToLogin;
        cookie.Events.OnRedirectToLogin = redirect => redirect.Request.IsApi() ? Answer(redirect, StatusCodes.Status401Unauthorized) : toLogin(redirect);
        // A page that is not for this person is answered as such where it is; there is no page to send them to.
        cookie.Events.OnRedirectToAccessDenied = redirect => Answer(redirect, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

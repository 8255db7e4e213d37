using System.Security.Claims;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Iris.Accounts.Authentication;

/// <summary>One default scheme for pages, API and hubs: a bearer token where the request carries one, the site's cookie otherwise.</summary>
internal static class SiteAuthentication
{
    private const string Scheme = "Iris";

    /// <summary>The bearer token in the address of a hub's web socket, for which a browser can't set a header.</summary>
    private const string TokenParameter = "access_token";

    public static IServiceCollection AddSiteAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, displayName: null, policy => policy.ForwardDefaultSelector = Choose)
            .AddBearerToken(IdentityConstants.BearerScheme, bearer => bearer.Events.OnMessageReceived = ReadTokenOfHub)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        services.Configure<SecurityStampValidatorOptions>(validator => validator.OnRefreshingPrincipal = KeepSession);
        return services;
    }

    /// <summary>
    /// A cookie comes along whoever made the browser send the request, so it does not count for a writing API call that another site started, nor for any
    /// request of a hub, whose web socket begins as a GET and is not kept to one site by browsers; forms of pages are guarded by antiforgery tokens. Browsers
    /// say where a call comes from; a caller that says nothing is no browser and sends no one else's cookie.
    /// </summary>
    internal static string Choose(HttpContext context)
    {
        var request = context.Request;
        var bearer = request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || (request.IsHub() && request.Query.ContainsKey(TokenParameter));
        var guarded = request.IsHub() || (request.IsApi() && IsWrite(request.Method));
        return bearer || (guarded && !IsOwn(request)) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme;
    }

    private static Task ReadTokenOfHub(MessageReceivedContext message)
    {
        if (message.Request.IsHub() && message.Request.Query[TokenParameter] is [{ Length: > 0 } token]) message.Token = token;
        return Task.CompletedTask;
    }

    /// <summary>A cookie is written anew now and then; it stays the same session.</summary>
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext refresh)
    {
        if (refresh.CurrentPrincipal?.FindFirst(PersonClaims.Session) is { } session && refresh.NewPrincipal?.Identity is ClaimsIdentity identity)
        {
            foreach (var made in identity.FindAll(PersonClaims.Session).ToList()) identity.RemoveClaim(made);
            identity.AddClaim(session.Clone());
        }

        return Task.CompletedTask;
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
        cookie.Events.OnRedirectToLogin = redirect => redirect.Request.IsApi() || redirect.Request.IsHub() ? Answer(redirect, StatusCodes.Status401Unauthorized) : toLogin(redirect);
        // A page that is not for this person is answered as such where it is; there is no page to send them to.
        cookie.Events.OnRedirectToAccessDenied = redirect => Answer(redirect, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

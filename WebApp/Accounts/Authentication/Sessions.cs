using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>
/// Ends sessions at once. A cookie or token is sealed and would be good until it expires; here it also has to carry the person's current security stamp,
/// which changes with the password, the second step, the roles and the erasure.
/// </summary>
internal sealed class Sessions(SecurityStamps stamps, IOptions<IdentityOptions> options) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => await IsCurrentAsync(principal) ? principal : new ClaimsPrincipal(new ClaimsIdentity());

    /// <summary>False when the principal was signed in before something that ends all sessions. True for what is no session of a person.</summary>
    public async Task<bool> IsCurrentAsync(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return true;
        var current = await stamps.FindAsync(id);
        return current is not null && current == principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }

    /// <summary>Whether a connection that lasts may go on: its session is current, and the person is not locked out.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal principal) => await IsCurrentAsync(principal) && !await stamps.IsLockedOutAsync(principal.PersonId());
}

/// <summary>An ended session is asked to sign in again, where the framework, which sees a session that lacks a right, would answer 403.</summary>
internal sealed class EndedSessions : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden && context.User.Identity?.IsAuthenticated != true
            ? context.ChallengeAsync()
            : usual.HandleAsync(next, context, policy, authorizeResult);
}

/// <summary>Ends the sessions of live circuits too: they authenticate only once.</summary>
internal sealed class CircuitSessions(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.IsCurrentAsync(authenticationState.User);
}

using System.Security.Claims;
using Iris.Accounts.Authentication;
using Iris.Accounts.Registration;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts;

/// <summary>What the API accepts to sign in.</summary>
public sealed record LoginRequest(string? Email, string? Password, string? TwoFactorCode);

/// <summary>What the API accepts to renew tokens.</summary>
public sealed record RefreshRequest(string? RefreshToken);

/// <summary>What a person sees of the own account.</summary>
internal sealed record Profile(
    Guid Id, string Email, string Nickname, PersonGender Gender, DateOnly BirthDate, DateTimeOffset CreatedAt, DateTimeOffset? BiometricConsentAt,
    bool TwoFactorEnabled, IEnumerable<string> Roles)
{
    public static Profile Of(Person person, IEnumerable<string> roles) => new(
        person.Id, person.Email!, person.Nickname, person.Gender, person.BirthDate, person.CreatedAt, person.BiometricConsentAt, person.TwoFactorEnabled, roles);
}

/// <summary>The accounts of the HTTP API, <c>/api/v1/accounts</c>.</summary>
internal static class AccountsApi
{
    public const string ExportPath = "/api/v1/accounts/me/export";

    public static void MapAccountsApi(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/v1/accounts").WithTags("Accounts");
        var open = accounts.MapGroup("").AllowAnonymous().RequireRateLimiting(RateLimits.Accounts);
        open.MapPost("/register", RegisterAsync).WithSummary("Makes an account");
        open.MapPost("/login", LoginAsync).WithSummary("Signs in: answers an access token and a refresh token")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized);
        open.MapPost("/refresh", RefreshAsync).WithSummary("Renews the tokens; refused after a change of the password")
            .Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized);

        var me = accounts.MapGroup("/me").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        me.MapGet("", GetProfileAsync).WithSummary("The profile of the caller");
        me.MapPut("", ChangeProfileAsync).WithSummary("Changes the profile; fields left out stay as they are");
        me.MapDelete("", EraseAsync).WithSummary("Erases the account and everything it owns; 202 when a part of it is erased later");
        me.MapGet("/export", ExportAsync).WithSummary("Everything the site keeps of the caller, as a zip").RequireRateLimiting(RateLimits.Costly)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
        me.MapGet("/time", GetTimeAsync).WithSummary("Goals and alerts of the posture coach");
        me.MapPut("/time", ChangeTimeAsync).WithSummary("Changes goals and alerts; fields left out take their defaults");
    }

    private static async Task<Results<Ok<Profile>, ValidationProblem>> RegisterAsync(NewPerson request, PersonRegistry registry, CancellationToken cancellationToken)
    {
        var (person, errors) = await registry.RegisterAsync(request, cancellationToken);
        return person is null ? TypedResults.ValidationProblem(errors) : TypedResults.Ok(Profile.Of(person, [Roles.User]));
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> LoginAsync(LoginRequest request, SignIn signIn, HttpContext context)
    {
        var refusal = await signIn.ByPasswordAsync(IdentityConstants.BearerScheme, request.Email, request.Password, request.TwoFactorCode, remember: false);
        return refusal is null ? TypedResults.Empty : refusal.ToProblem(context); // the bearer token handler has written the tokens
    }

    private static async Task<Results<SignInHttpResult, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, SignInManager<Person> manager, IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock, HttpContext context)
    {
        var ticket = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(request.RefreshToken);
        return ticket?.Properties.ExpiresUtc > clock.GetUtcNow() && await manager.ValidateSecurityStampAsync(ticket.Principal) is { } person
            ? TypedResults.SignIn(await manager.CreateUserPrincipalAsync(person), authenticationScheme: IdentityConstants.BearerScheme)
            : Refusal.Of<AccountsText>("refresh-refused", StatusCodes.Status401Unauthorized).ToProblem(context);
    }

    private static async Task<Results<Ok<Profile>, UnauthorizedHttpResult>> GetProfileAsync(ClaimsPrincipal caller, UserManager<Person> people) =>
        await people.GetUserAsync(caller) is { } person ? TypedResults.Ok(await ProfileOf(person, people)) : TypedResults.Unauthorized();

    private static async Task<Results<Ok<Profile>, ValidationProblem, UnauthorizedHttpResult>> ChangeProfileAsync(
        ProfileChange change, ClaimsPrincipal caller, UserManager<Person> people, PersonRegistry registry, CancellationToken cancellationToken)
    {
        if (await people.GetUserAsync(caller) is not { } person) return TypedResults.Unauthorized();
        var errors = await registry.ChangeAsync(person, change, cancellationToken);
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.Ok(await ProfileOf(person, people));
    }

    private static async Task<Results<NoContent, Accepted, UnauthorizedHttpResult>> EraseAsync(ClaimsPrincipal caller, UserManager<Person> people, AccountErasure erasure)
    {
        if (await people.GetUserAsync(caller) is not { } person) return TypedResults.Unauthorized();
        return await erasure.EraseAsync(person) ? TypedResults.NoContent() : TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<PushStreamHttpResult, UnauthorizedHttpResult>> ExportAsync(
        HttpContext context, UserManager<Person> people, AccountExport export, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await people.GetUserAsync(context.User) is not { } person) return TypedResults.Unauthorized();
        // The framework's zip writer closes an entry with a synchronous write of its last few bytes; all the rest is asynchronous.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var roles = await people.GetRolesAsync(person);
        return TypedResults.Stream(
            receiver => export.WriteAsync(person, roles, receiver, cancellationToken), "application/zip", $"iris-{clock.GetUtcNow():yyyy-MM-dd}.zip");
    }

    private static async Task<Results<Ok<TimeSettings>, UnauthorizedHttpResult>> GetTimeAsync(ClaimsPrincipal caller, UserManager<Person> people) =>
        await people.GetUserAsync(caller) is { } person ? TypedResults.Ok(person.Time) : TypedResults.Unauthorized();

    private static async Task<Results<Ok<TimeSettings>, ValidationProblem, UnauthorizedHttpResult>> ChangeTimeAsync(
        TimeSettings time, ClaimsPrincipal caller, UserManager<Person> people, PersonRegistry registry)
    {
        if (await people.GetUserAsync(caller) is not { } person) return TypedResults.Unauthorized();
        var errors = await registry.ChangeTimeAsync(person, time);
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.Ok(person.Time);
    }

    private static async Task<Profile> ProfileOf(Person person, UserManager<Person> people) => Profile.Of(person, await people.GetRolesAsync(person));
}

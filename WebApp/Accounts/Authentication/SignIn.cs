using Iris.Accounts.Registration;
using Iris.Platform;
using Microsoft.AspNetCore.Identity;

namespace Iris.Accounts.Authentication;

/// <summary>Signs people in, for the site with a cookie and for the API with bearer tokens, by the same rules.</summary>
internal sealed class SignIn(SignInManager<Person> manager, UserManager<Person> people, SignInAttempts attempts, ComposedPasswords passwords)
{
    private static readonly Refusal Wrong = Refusal.Of<AccountsText>("sign-in-failed", StatusCodes.Status401Unauthorized);
    private static readonly Refusal CodeMissing = Refusal.Of<AccountsText>("two-factor-required", StatusCodes.Status401Unauthorized);
    private static readonly Refusal CodeWrong = Refusal.Of<AccountsText>("two-factor-failed", StatusCodes.Status401Unauthorized);

    /// <summary>
    /// Signs in by password, and by <paramref name="code"/> where the person asks for a second step. Null when done: the response carries the cookie or
    /// the tokens. Does not tell whether an address is registered, neither in words nor in time.
    /// </summary>
    /// <param name="scheme">The cookie's or the bearer tokens' authentication scheme.</param>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">The authenticator's six digits or a recovery code; null when the caller has not been asked yet.</param>
    /// <param name="remember">Keeps the cookie when the browser closes.</param>
    public async Task<Refusal?> ByPasswordAsync(string scheme, string? email, string? password, string? code, bool remember)
    {
        manager.AuthenticationScheme = scheme;
        password ??= "";
        var person = await people.FindByEmailAsync(PlainText.OneLine(email));
        if (person?.PasswordHash is null || ComposedPasswords.Compose(password).Length > PersonRules.MaximumPasswordLength)
        {
            passwords.VerifyDecoy(password);
            return Wrong;
        }

        SignInResult result;
        using (var attempt = await attempts.BeginAsync(person.Id))
        {
            if (attempt is null) return Locked;
            result = await manager.PasswordSignInAsync(person, password, remember, lockoutOnFailure: false);
            if (result.Succeeded) await attempt.SucceedAsync();
            else if (result.RequiresTwoFactor) await attempt.TakeBackAsync();
            else return attempt.IsLast ? Locked : Wrong;
        }

        return result.Succeeded ? null : string.IsNullOrWhiteSpace(code) ? CodeMissing : await ByCodeAsync(code, remember);
    }

    /// <summary>The second step of somebody whose password was right in this request, or lately in this browser.</summary>
    public async Task<Refusal?> ByCodeAsync(string? code, bool remember)
    {
        if (await manager.GetTwoFactorAuthenticationUserAsync() is not { } person) return CodeWrong;
        using var attempt = await attempts.BeginAsync(person.Id);
        if (attempt is null) return Locked;
        var typed = PlainText.OneLine(code).Replace(" ", "", StringComparison.Ordinal);
        var result = typed.Length == 6 && typed.All(char.IsAsciiDigit)
            ? await manager.TwoFactorAuthenticatorSignInAsync(typed, remember, rememberClient: false)
            : await manager.TwoFactorRecoveryCodeSignInAsync(typed);
        if (!result.Succeeded) return attempt.IsLast ? Locked : CodeWrong;
        await attempt.SucceedAsync();
        return null;
    }

    private Refusal Locked => Refusal.Of<AccountsText>("locked-out", StatusCodes.Status401Unauthorized, manager.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes);
}

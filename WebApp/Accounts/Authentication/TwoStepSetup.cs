using Iris.Platform;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Iris.Accounts.Authentication;

/// <summary>The secret that an authenticator app shares with the site.</summary>
/// <param name="Spelled">To type: groups of four.</param>
/// <param name="Link">To open on a phone: an <c>otpauth</c> address (Key Uri Format of Google Authenticator).</param>
public sealed record AuthenticatorKey(string Spelled, string Link);

/// <summary>Turns the second step of signing in on and off. Every change here ends the other sessions.</summary>
internal sealed class TwoStepSetup(UserManager<Person> people, CurrentPassword current, IStringLocalizer<AccountsText> text)
{
    private const int RecoveryCodes = 10;

    /// <summary>The person's secret, or null before <see cref="BeginAsync"/>.</summary>
    public async Task<AuthenticatorKey?> FindKeyAsync(Person person) =>
        await people.GetAuthenticatorKeyAsync(person) is { } key
            ? new AuthenticatorKey(
                string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group))),
                $"otpauth://totp/Iris:{Uri.EscapeDataString(person.Email!)}?secret={key}&issuer=Iris&digits=6")
            : null;

    /// <summary>Makes a new secret.</summary>
    public async Task<AuthenticatorKey> BeginAsync(Person person)
    {
        (await people.ResetAuthenticatorKeyAsync(person)).Expect();
        return (await FindKeyAsync(person))!;
    }

    /// <summary>Turns it on when the app's code fits; answers the recovery codes, which can't be shown again.</summary>
    public async Task<(IEnumerable<string>? RecoveryCodes, FieldErrors Errors)> EnableAsync(Person person, string? code)
    {
        var errors = new FieldErrors(text);
        var typed = PlainText.OneLine(code).Replace(" ", "", StringComparison.Ordinal);
        if (!await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, typed))
        {
            errors.Add("code", "code-wrong");
            return (null, errors);
        }

        (await people.SetTwoFactorEnabledAsync(person, true)).Expect();
        var codes = await people.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes);
        return (codes ?? throw new DbUpdateConcurrencyException("The person was changed at the same time."), errors);
    }

    /// <summary>Turns it off and forgets the secret.</summary>
    public async Task<FieldErrors> DisableAsync(Person person, string? password)
    {
        var errors = new FieldErrors(text);
        await current.CheckAsync(errors, "twoStepPassword", person, password);
        if (errors.Count > 0) return errors;
        (await people.SetTwoFactorEnabledAsync(person, false)).Expect();
        (await people.ResetAuthenticatorKeyAsync(person)).Expect();
        return errors;
    }
}

using Iris.Platform.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>
/// Asks somebody who is signed in for the password once more. A wrong one counts as at sign-in: otherwise whoever finds a browser open could try as many as they like.
/// </summary>
internal sealed class CurrentPassword(UserManager<Person> people, SignInAttempts attempts, IOptions<IdentityOptions> identity)
{
    /// <summary>Says in <paramref name="errors"/> when the password is wrong, or when there were too many wrong ones.</summary>
    public async Task CheckAsync(FieldErrors errors, string field, Person person, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            errors.Add(field, "password-wrong");
            return;
        }

        using var attempt = await attempts.BeginAsync(person.Id);
        if (attempt is not null && await people.CheckPasswordAsync(person, password)) await attempt.SucceedAsync();
        else if (attempt is { IsLast: false }) errors.Add(field, "password-wrong");
        else errors.Add(field, "locked-out", identity.Value.Lockout.DefaultLockoutTimeSpan.TotalMinutes);
    }
}

using System.Text;
using Iris.Accounts.Registration;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>
/// Hashes passwords in their composed form: what one keyboard sends as 'é' or '한', another one sends in parts, and it is the same password. Hashes from before
/// were made of what was typed; they still fit, and are replaced when they do.
/// </summary>
internal sealed class ComposedPasswords(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
    /// <summary>The hash of nothing anybody typed, of the same strength as all.</summary>
    private string? decoy;

    /// <summary>The form that is hashed, and whose length counts.</summary>
    public static string Compose(string password) => WellFormed(password).Normalize(NormalizationForm.FormC);

    public override string HashPassword(Person user, string password) => base.HashPassword(user, Compose(password));

    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
    {
        var (typed, composed) = (WellFormed(providedPassword), Compose(providedPassword));
        var result = base.VerifyHashedPassword(user, hashedPassword, composed);
        if (result != PasswordVerificationResult.Failed) return result;
        string[] before = [typed, typed.Normalize(NormalizationForm.FormD)];
        return before.Distinct().Any(form => form != composed && base.VerifyHashedPassword(user, hashedPassword, form) != PasswordVerificationResult.Failed)
            ? PasswordVerificationResult.SuccessRehashNeeded
            : PasswordVerificationResult.Failed;
    }

    /// <summary>Takes as long as a comparison with somebody's password, so that time does not tell whether there is an account.</summary>
    public void VerifyDecoy(string password) =>
        VerifyHashedPassword(null!, decoy ??= HashPassword(null!, Guid.NewGuid().ToString()), password[..Math.Min(password.Length, PersonRules.MaximumPasswordLength)]);

    /// <summary>Half of a surrogate pair can be neither composed nor hashed.</summary>
    private static string WellFormed(string password) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password));
}

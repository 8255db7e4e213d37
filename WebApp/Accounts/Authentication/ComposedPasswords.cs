using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>
/// Hashes passwords in their composed form: what one keyboard sends as 'é' or '한', another one sends in parts, and it is the same password. Hashes from before
/// were made of what was typed; they still fit, and are replaced when they do.
/// </summary>
internal sealed class ComposedPasswords(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
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

    /// <summary>Half of a surrogate pair can be neither composed nor hashed.</summary>
    private static string WellFormed(string password) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password));
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Iris.Accounts;

internal static class IdentityResults
{
    /// <summary>Our rules are stricter than Identity's and come first, so that its refusal is a bug, or a person that was changed at the same moment.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The latter: the answer is 409.</exception>
    public static void Expect(this IdentityResult result)
    {
        if (result.Succeeded) return;
        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))) throw new DbUpdateConcurrencyException("The person was changed at the same time.");
        throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Code)));
    }
}

using System.Security.Claims;

namespace Iris.Accounts;

internal static class PersonClaims
{
    /// <summary>The id of the person who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is: the page or endpoint forgot to require it.</exception>
    public static Guid PersonId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in.");
}

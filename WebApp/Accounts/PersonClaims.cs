using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts;

internal static class PersonClaims
{
    /// <summary>The claim that carries the nickname.</summary>
    public const string Nickname = "nickname";

    /// <summary>The claim that tells a session from others of the same person: signing out ends what it opened, and nothing else.</summary>
    public const string Session = "sid";

    /// <summary>The id of the person who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is: the page or endpoint forgot to require it.</exception>
    public static Guid PersonId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in.");
}

/// <summary>Adds the nickname, which every page shows, and a name of its own to what a session carries.</summary>
internal sealed class PersonClaimsFactory(UserManager<Person> people, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person, IdentityRole<Guid>>(people, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(PersonClaims.Nickname, user.Nickname));
        identity.AddClaim(new Claim(PersonClaims.Session, $"{Guid.NewGuid()}"));
        return identity;
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>Identity's people, without its counting of failures, which reads, adds and saves: <see cref="SignInAttempts"/> counts them.</summary>
internal sealed class People(
    IUserStore<Person> store, IOptions<IdentityOptions> options, IPasswordHasher<Person> hasher, IEnumerable<IUserValidator<Person>> people, IEnumerable<IPasswordValidator<Person>> passwords,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Person>> logger)
    : UserManager<Person>(store, options, hasher, people, passwords, normalizer, errors, services, logger)
{
    public override bool SupportsUserLockout => false;
}

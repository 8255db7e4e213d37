using System.Security.Cryptography;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Iris.Accounts.Registration;

/// <summary>Makes the first admin when there is none: <c>Admin:Email</c> and <c>Admin:Password</c>, or a password of chance that is shown once.</summary>
internal sealed class FirstAdmin(AppDbContext db, UserManager<Person> people, PersonRegistry registry, IConfiguration configuration)
{
    private const string DefaultEmail = "admin@iris.localhost";

    /// <exception cref="StartupException">The configured address or password breaks the rules.</exception>
    public async Task EnsureAsync()
    {
        if (await IsThereAsync()) return;
        var email = configuration["Admin:Email"] is { Length: > 0 } configured ? configured : DefaultEmail;
        if (await people.FindByEmailAsync(email) is { } person)
        {
            await people.AddToRoleAsync(person, Roles.Admin);
            return;
        }

        var password = configuration["Admin:Password"] is { Length: > 0 } given ? given : null;
        var generated = password is null ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16) : null;
        var request = new NewPerson { Email = email, Password = password ?? generated, Nickname = "admin", Gender = nameof(PersonGender.Other), BirthDate = "1970-01-01" };
        var (admin, errors) = await registry.RegisterAsync(request, CancellationToken.None, Roles.Admin);
        if (admin is null && await IsThereAsync()) return; // another node, which has started at the same time
        if (admin is null) throw new StartupException($"The first admin can't be made. Check Admin:Email and Admin:Password: {string.Join(' ', errors.Values.SelectMany(error => error))}");
        if (generated is not null)
        {
            // To the terminal alone, never through the log, which is kept and shipped.
            Console.WriteLine($"\nThe first admin signs in as {email} with the password {generated}\nIt is not shown again. Change it under /account/profile.\n");
        }
    }

    private Task<bool> IsThereAsync() => db.UserRoles.AnyAsync(member => db.Roles.Any(role => role.Id == member.RoleId && role.Name == Roles.Admin));
}

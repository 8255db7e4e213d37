using System.Globalization;
using Iris.Accounts.Authentication;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Iris.Platform.Words;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Iris.Accounts.Registration;

/// <summary>What somebody says to register. Everything is optional here, because what is missing has to be answered field by field.</summary>
public sealed record NewPerson
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Nickname { get; set; }

    /// <summary>male, female or other.</summary>
    public string? Gender { get; set; }

    /// <summary>As in 1990-12-31.</summary>
    public string? BirthDate { get; set; }
}

/// <summary>What a person may change of the profile later; what is null stays as it is.</summary>
public sealed record ProfileChange
{
    public string? Nickname { get; set; }

    /// <summary>male, female or other.</summary>
    public string? Gender { get; set; }

    /// <summary>As in 1990-12-31.</summary>
    public string? BirthDate { get; set; }

    /// <summary>Gives or revokes the consent to the analysis of faces.</summary>
    public bool? BiometricConsent { get; set; }
}

/// <summary>Registers people and changes what is kept of them. Every method answers what is wrong field by field; empty means done.</summary>
internal sealed class PersonRegistry(UserManager<Person> people, CurrentPassword password, WordFilter words, AppDbContext db, TimeProvider clock, IStringLocalizer<AccountsText> text)
{
    /// <summary>More than anybody changes the same person at once; then the answer is 409.</summary>
    private const int Attempts = 20;

    /// <summary>Makes an account in the role <see cref="Roles.User"/>.</summary>
    public async Task<(Person? Person, FieldErrors Errors)> RegisterAsync(NewPerson request, CancellationToken cancellationToken, params string[] roles)
    {
        var (email, nickname) = (PlainText.OneLine(request.Email), Nickname.Clean(request.Nickname ?? ""));
        var (gender, birthDate) = (ApiWords.Find<PersonGender>(request.Gender), ParseDate(request.BirthDate));
        var errors = new FieldErrors(text);
        errors.CheckEmail(email);
        errors.CheckPassword("password", request.Password, email, nickname);
        errors.CheckNickname(nickname);
        errors.CheckGender(gender);
        errors.CheckBirthDate(birthDate, clock);
        if (errors.Count > 0) return (null, errors);

        var person = new Person
        {
            UserName = email,
            Email = email,
            Nickname = nickname,
            NormalizedNickname = Nickname.Normalize(nickname),
            Gender = gender!.Value,
            BirthDate = birthDate!.Value,
            CreatedAt = clock.GetUtcNow(),
        };
        await CheckTakenAsync(person, errors, cancellationToken);
        await CheckWordsAsync(nickname, errors, cancellationToken);
        if (errors.Count > 0) return (null, errors);

        try
        {
            // Identity works on this request's own context, so that a further attempt has to forget the one before.
            await db.Database.CreateExecutionStrategy().ExecuteAsync(
                async token =>
                {
                    db.ChangeTracker.Clear();
                    await using var transaction = await db.Database.BeginTransactionAsync(token);
                    (await people.CreateAsync(person, request.Password!)).Expect();
                    (await people.AddToRolesAsync(person, [Roles.User, .. roles])).Expect();
                    await transaction.CommitAsync(token);
                },
                cancellationToken);
            return (person, errors);
        }
        catch (Exception failure) when (failure is DbUpdateException or InvalidOperationException)
        {
            // Somebody else took the address or the nickname since the check above; anything else is no answer to a person.
            db.ChangeTracker.Clear();
            await CheckTakenAsync(person, errors, cancellationToken);
            if (errors.Count == 0) throw;
            return (null, errors);
        }
    }

    public Task<FieldErrors> ChangeAsync(Person person, ProfileChange change, CancellationToken cancellationToken) => SaveAsync(person, async errors =>
    {
        var nickname = Nickname.Clean(change.Nickname ?? person.Nickname);
        var gender = change.Gender is null ? person.Gender : ApiWords.Find<PersonGender>(change.Gender);
        var birthDate = change.BirthDate is null ? person.BirthDate : ParseDate(change.BirthDate);
        errors.CheckNickname(nickname);
        errors.CheckGender(gender);
        errors.CheckBirthDate(birthDate, clock);
        // Whoever is called so already may change the rest.
        if (nickname != person.Nickname) await CheckWordsAsync(nickname, errors, cancellationToken);
        if (errors.Count > 0) return;

        (person.Nickname, person.NormalizedNickname) = (nickname, Nickname.Normalize(nickname));
        (person.Gender, person.BirthDate) = (gender!.Value, birthDate!.Value);
        if (change.BiometricConsent is { } consent) SetConsent(person, consent);
        await CheckTakenAsync(person, errors, cancellationToken);
    });

    /// <summary>Gives or revokes the consent to the analysis of faces.</summary>
    public Task SetConsentAsync(Person person, bool consent) => SaveAsync(person, _ =>
    {
        SetConsent(person, consent);
        return Task.CompletedTask;
    });

    /// <summary>Replaces goals and alerts as a whole; of two at the same moment the later one counts.</summary>
    public async Task<FieldErrors> ChangeTimeAsync(Person person, TimeSettings time)
    {
        var (errors, stamp) = (new FieldErrors(text), Guid.NewGuid().ToString());
        errors.CheckTime(time);
        if (errors.Count > 0) return errors;
        // Not through the change tracker: what it reads again after a conflict lacks complex properties.
        await db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Time, time).SetProperty(row => row.ConcurrencyStamp, stamp));
        person.Time = time;
        return errors;
    }

    /// <summary>Changes the password; every other session and every token of the person ends with it.</summary>
    public async Task<FieldErrors> ChangePasswordAsync(Person person, string? current, string? wanted)
    {
        var errors = new FieldErrors(text);
        errors.CheckPassword("newPassword", wanted, person.Email, person.Nickname);
        await password.CheckAsync(errors, "currentPassword", person, current);
        if (errors.Count == 0) (await people.ChangePasswordAsync(person, current!, wanted!)).Expect();
        return errors;
    }

    /// <summary>
    /// Saves what <paramref name="change"/> makes of the person, once more on what others have made of the same row meanwhile: changes at the same moment end in
    /// one order, and none takes back what another one did.
    /// </summary>
    private async Task<FieldErrors> SaveAsync(Person person, Func<FieldErrors, Task> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (db.Entry(person).State == EntityState.Detached) db.Attach(person);
            var errors = new FieldErrors(text);
            await change(errors);
            if (errors.Count > 0) return errors;
            person.ConcurrencyStamp = Guid.NewGuid().ToString();
            try
            {
                await db.SaveChangesAsync();
                return errors;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                await db.Entry(person).ReloadAsync();
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                errors.Add("nickname", "nickname-taken");
                return errors;
            }
        }
    }

    private async Task CheckTakenAsync(Person person, FieldErrors errors, CancellationToken cancellationToken)
    {
        var email = people.NormalizeEmail(person.Email);
        var others = await db.Users.AsNoTracking()
            .Where(other => other.Id != person.Id && (other.NormalizedEmail == email || other.NormalizedNickname == person.NormalizedNickname))
            .Select(other => new { Email = other.NormalizedEmail == email, Nickname = other.NormalizedNickname == person.NormalizedNickname })
            .ToListAsync(cancellationToken);
        if (others.Any(other => other.Email)) errors.Add("email", "email-taken");
        if (others.Any(other => other.Nickname)) errors.Add("nickname", "nickname-taken");
    }

    /// <summary>Everybody reads it.</summary>
    private async Task CheckWordsAsync(string nickname, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (await words.BlocksAsync(nickname, cancellationToken)) errors.Add("nickname", "nickname-blocked");
    }

    private void SetConsent(Person person, bool consent) => person.BiometricConsentAt = consent ? person.BiometricConsentAt ?? clock.GetUtcNow() : null;

    private static DateOnly? ParseDate(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null;
}

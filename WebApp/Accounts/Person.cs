using Iris.Accounts.Registration;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Accounts;

/// <summary>As the person says, never as a network guesses.</summary>
internal enum PersonGender
{
    Male,
    Female,
    Other,
}

/// <summary>A registered person. The e-mail address is the user name of Identity; others see the nickname.</summary>
internal sealed class Person : IdentityUser<Guid>
{
    public Person() => Id = Guid.CreateVersion7();

    /// <summary>Shown to others; unique without regard to case.</summary>
    public required string Nickname { get; set; }

    /// <summary>The nickname as it is compared: see <see cref="Registration.Nickname.Normalize"/>.</summary>
    public required string NormalizedNickname { get; set; }

    public PersonGender Gender { get; set; }

    public DateOnly BirthDate { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person agreed to the analysis of faces, or null: not asked yet, or revoked.</summary>
    public DateTimeOffset? BiometricConsentAt { get; set; }

    /// <summary>When the person asked for the account to be erased. From then on nobody can sign in to it; the row goes last.</summary>
    public DateTimeOffset? ErasureStartedAt { get; set; }

    /// <summary>Goals and alerts of the posture coach.</summary>
    public TimeSettings Time { get; set; } = new();
}

/// <summary>Goals and alerts of the posture coach.</summary>
/// <param name="DailyGoalMinutes">Minutes in good posture per day, 10 to 960.</param>
/// <param name="AlertAfterSeconds">Seconds in bad posture before an alert, 3 to 600.</param>
/// <param name="BreakEveryMinutes">Minutes until a break is proposed, 5 to 240.</param>
/// <param name="BlinkAlertPerMinute">Fewer blinks per minute than this raise an alert, 0 (never) to 30.</param>
internal sealed record TimeSettings(int DailyGoalMinutes = 120, int AlertAfterSeconds = 5, int BreakEveryMinutes = 50, int BlinkAlertPerMinute = 8);

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("Persons");
        builder.Property(person => person.Nickname).HasMaxLength(Nickname.MaximumLength);
        builder.Property(person => person.NormalizedNickname).HasMaxLength(Nickname.MaximumNormalizedLength);
        builder.HasIndex(person => person.NormalizedNickname).IsUnique();
        // Identity looks for a taken address before it inserts; only the index makes that true for two requests at once.
        builder.HasIndex(person => person.NormalizedEmail).HasDatabaseName("EmailIndex").IsUnique();
        builder.Property(person => person.Gender).HasConversion<string>().HasMaxLength(8);
        builder.ComplexProperty(person => person.Time);
        // Identity writes whole rows, with the count as it was read some time ago; only statements of SignInAttempts change it.
        builder.Property(person => person.AccessFailedCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}

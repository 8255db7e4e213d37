using System.Net.Mail;
using Iris.Accounts.Authentication;
using Iris.Platform;
using Iris.Platform.Web;

namespace Iris.Accounts.Registration;

/// <summary>What is asked of the things that people say of themselves. Passwords: see docs/decisions/020-accounts.md.</summary>
internal static class PersonRules
{
    public const int MinimumAge = 14;
    public const int MinimumPasswordLength = 8;

    /// <summary>Bounds the work of hashing; passphrases and generated passwords stay far below.</summary>
    public const int MaximumPasswordLength = 256;

    /// <summary>RFC 5321.</summary>
    public const int MaximumEmailLength = 254;

    private static readonly HashSet<string> Guessable = new(StringComparer.OrdinalIgnoreCase)
    {
        "12345678", "123456789", "87654321", "qwertyui", "password", "passw0rd", "iloveyou", "sunshine", "football", "0123456789", "1234567890", "12345678910", "123456789a", "1q2w3e4r5t", "1q2w3e4r5t6y", "qwertyuiop", "asdfghjkl;", "password12", "password123",
        "password1234", "passw0rd123", "abcdefghij", "abc1234567", "iloveyou12", "letmein123", "administrator",
    };

    public static void CheckEmail(this FieldErrors errors, string? email)
    {
        if (string.IsNullOrEmpty(email)) errors.Add("email", "email-missing");
        else if (email.Length > MaximumEmailLength || PlainText.HasInvisible(email) || !MailAddress.TryCreate(email, out var address) || address.Address != email || !address.Host.Contains('.'))
        {
            errors.Add("email", "email-invalid");
        }
    }

    public static void CheckPassword(this FieldErrors errors, string field, string? password, params ReadOnlySpan<string?> personal)
    {
        password = ComposedPasswords.Compose(password ?? "");
        if (password.Length == 0) errors.Add(field, "password-missing");
        else if (password.Length < MinimumPasswordLength) errors.Add(field, "password-short", MinimumPasswordLength);
        else if (password.Length > MaximumPasswordLength) errors.Add(field, "password-long", MaximumPasswordLength);
        else if (Guessable.Contains(password) || password.Distinct().Count() < 4 || Repeats(password, personal)) errors.Add(field, "password-guessable");
    }

    /// <param name="errors">Receives what is wrong.</param>
    /// <param name="nickname">As <see cref="Nickname.Clean"/> leaves it.</param>
    public static void CheckNickname(this FieldErrors errors, string nickname)
    {
        if (nickname.Length == 0) errors.Add("nickname", "nickname-missing");
        else if (!Nickname.IsValid(nickname)) errors.Add("nickname", "nickname-invalid", Nickname.MinimumLength, Nickname.MaximumLength);
    }

    public static void CheckGender(this FieldErrors errors, PersonGender? gender)
    {
        if (gender is null) errors.Add("gender", "gender-missing");
    }

    public static void CheckBirthDate(this FieldErrors errors, DateOnly? birthDate, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (birthDate is not { } date) errors.Add("birthDate", "birth-date-missing");
        else if (date > today || date < today.AddYears(-130)) errors.Add("birthDate", "birth-date-invalid");
        else if (date.AddYears(MinimumAge) > today) errors.Add("birthDate", "too-young", MinimumAge);
    }

    public static void CheckTime(this FieldErrors errors, TimeSettings time)
    {
        Range("dailyGoalMinutes", time.DailyGoalMinutes, 10, 960);
        Range("alertAfterSeconds", time.AlertAfterSeconds, 3, 600);
        Range("breakEveryMinutes", time.BreakEveryMinutes, 5, 240);
        Range("blinkAlertPerMinute", time.BlinkAlertPerMinute, 0, 30);

        void Range(string field, int value, int least, int most)
        {
            if (value < least || value > most) errors.Add(field, "out-of-range", least, most);
        }
    }

    private static bool Repeats(string password, ReadOnlySpan<string?> personal)
    {
        foreach (var word in personal)
        {
            if (string.Equals(password, word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Platform;

namespace Iris.Instruments.FaceTypes;

/// <summary>What a person says beside the picture. It changes nothing about the type; it is kept with the reading, for its owner alone.</summary>
/// <param name="BirthDate">Of somebody who is at least <see cref="LeastAge"/> years old.</param>
/// <param name="Mbti">One of <see cref="MbtiKinds"/>.</param>
/// <param name="Salary">Annual, 0 to <see cref="MostSalary"/>; the service that Iris replaces asked for it. Null: not said.</param>
/// <param name="Setting">The types and the classifier in force, read before the analysis.</param>
internal sealed record FaceTypeOptions(DateOnly BirthDate, string Mbti, decimal? Salary, FaceTypeSetting? Setting = null) : IOptionsFrom<FaceTypeOptions>
{
    public const int LeastAge = 14, MostAge = 130;

    public const decimal MostSalary = 1_000_000_000_000;

    public static ImmutableArray<string> MbtiKinds { get; } =
    [
        "INTJ", "INTP", "ENTJ", "ENTP", "INFJ", "INFP", "ENFJ", "ENFP", "ISTJ", "ISFJ", "ESTJ", "ESFJ", "ISTP", "ISFP", "ESTP", "ESFP",
    ];

    public static Outcome<FaceTypeOptions> From(OptionFields fields)
    {
        if (!DateOnly.TryParseExact(fields["birthDate"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birthDate))
        {
            return Refused("birth-date");
        }

        var mbti = fields["mbti"]?.ToUpperInvariant();
        if (mbti is null || !MbtiKinds.Contains(mbti)) return Refused("mbti");
        decimal? salary = null;
        if (fields["salary"] is { } written)
        {
            if (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > MostSalary) return Refused("salary");
            salary = amount;
        }

        return new FaceTypeOptions(birthDate, mbti, salary);
    }

    /// <summary>What is wrong with the birth date on a day, or null.</summary>
    public Refusal? CheckAge(DateOnly today) =>
        BirthDate > today || BirthDate < today.AddYears(-MostAge) ? Refused("birth-date") : BirthDate.AddYears(LeastAge) > today ? Refused("age") : null;

    private static Refusal Refused(string field) => Refusal.Of<FaceTypeText>($"bad-{field}", StatusCodes.Status400BadRequest, LeastAge);
}

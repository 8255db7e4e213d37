using System.Globalization;
using Iris.Instruments.FaceTypes.Validation;

namespace Iris.Instruments.FaceTypes;

/// <summary>A face's type as it was on the day; later changes of the types don't change it. Field names are those of the service that Iris replaces.</summary>
/// <param name="Human">Always true: what is no single human face is refused.</param>
/// <param name="MaleType">English name of the type.</param>
/// <param name="Description">Of the type, in the language of the request.</param>
/// <param name="Dsc">The same, under its older name.</param>
/// <param name="Words">Name and description in every language of the site, by its two letters.</param>
/// <param name="TypeId">Of the type, which an admin may have removed since.</param>
/// <param name="Scores">Every type, in the order of the types; together about 100 percent.</param>
/// <param name="Regions">What each region of the face says for itself, in the order of <see cref="FaceRegion"/>.</param>
/// <param name="Classifier">Name and version of what decided.</param>
/// <param name="BirthDate">As the person said it, like the next two; never shown to others.</param>
/// <param name="Mbti">Four letters.</param>
/// <param name="Salary">Annual, or null.</param>
public sealed record FaceTypeResult(
    bool Human, string MaleType, string Description, string Dsc, IReadOnlyDictionary<string, TypeWords> Words, Guid TypeId,
    IReadOnlyList<TypeScore> Scores, IReadOnlyList<RegionScores> Regions, string Classifier, DateOnly BirthDate, string Mbti, decimal? Salary)
{
    /// <summary>Name and description in the reader's language.</summary>
    internal TypeWords Said => Words.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Words["en"];

    /// <summary>Where the type stands among all, from 0 to 1.</summary>
    internal float Place => Scores.TakeWhile(score => score.Type != MaleType).Count() / (float)Math.Max(1, Scores.Count - 1);

    /// <summary>Percent of the type itself.</summary>
    internal double Percent => Scores.First(score => score.Type == MaleType).Percent;
}

/// <summary>A type in one language.</summary>
public sealed record TypeWords(string Name, string Description);

/// <summary>How much a face, or a region of it, is of one type.</summary>
/// <param name="Type">English name.</param>
/// <param name="TypeKo">Korean name.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record TypeScore(string Type, string TypeKo, double Percent)
{
    /// <summary>In the reader's language.</summary>
    internal string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? TypeKo : Type;
}

/// <summary>What one region of the face says for itself.</summary>
/// <param name="Name">Which.</param>
/// <param name="Box">Where it was cut.</param>
/// <param name="Scores">As in <see cref="FaceTypeResult"/>.</param>
public sealed record RegionScores(FaceRegion Name, FaceBox Box, IReadOnlyList<TypeScore> Scores)
{
    /// <summary>The type that the region alone would have given.</summary>
    internal TypeScore Best => Scores.MaxBy(score => score.Percent)!;
}

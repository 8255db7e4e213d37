using System.Globalization;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;

namespace Iris.Diary.Posts;

/// <summary>What somebody wants in a post, unchecked: the body of the API's requests, which the page sends as well.</summary>
/// <param name="Title">At most 120 characters.</param>
/// <param name="Text">A part of Markdown, of at most 10,000 characters; may be missing where there is a picture.</param>
/// <param name="PictureId">A reading of the caller's gallery, or null; the only one where <paramref name="PictureIds"/> is missing.</param>
/// <param name="Visibility"><c>public</c>, <c>friends</c>, <c>secret</c> or <c>private</c>, which is also what null means.</param>
/// <param name="DiaryId">The shared diary of a secret post; null for every other.</param>
/// <param name="Day">The day that it is about, such as 2026-11-25; null: the day of writing (UTC).</param>
/// <param name="Tags">At most 8, each of at most 24 letters, digits, hyphens or underscores; a <c>#</c> in front is left out.</param>
/// <param name="PictureIds">Up to 4 readings of the caller's gallery in the order in which they are shown.</param>
/// <param name="Mood"><c>happy</c>, <c>calm</c>, <c>excited</c>, <c>tired</c>, <c>sad</c> or <c>angry</c>; null: not said.</param>
/// <param name="Weather"><c>sunny</c>, <c>cloudy</c>, <c>windy</c>, <c>rain</c>, <c>thunder</c> or <c>snow</c>; null: not said.</param>
public sealed record PostContent(
    string? Title, string? Text = null, Guid? PictureId = null, string? Visibility = null, Guid? DiaryId = null, string? Day = null, IReadOnlyList<string?>? Tags = null,
    IReadOnlyList<Guid>? PictureIds = null, string? Mood = null, string? Weather = null)
{
    public static readonly DateOnly EarliestDay = new(1900, 1, 1);

    /// <summary>The title on one line, without white space around it.</summary>
    internal string CleanTitle => PlainText.OneLine(Title);

    /// <summary>The text with line feeds for every kind of line end, and without empty lines around it.</summary>
    internal string CleanText => PlainText.Lines(Text);

    /// <summary>Who may read it, once <see cref="Check"/> has found nothing.</summary>
    internal PostVisibility CleanVisibility => string.IsNullOrEmpty(Visibility) ? PostVisibility.Private : ApiWords.Find<PostVisibility>(Visibility) ?? PostVisibility.Private;

    /// <summary>The tags, each once, in their order.</summary>
    internal string[] CleanTags => [.. (Tags ?? []).Select(PostTag.Clean).OfType<string>().Distinct()];

    /// <summary>The pictures, each once, in their order.</summary>
    internal Guid[] CleanPictures => [.. (PictureIds ?? (PictureId is { } only ? [only] : [])).Distinct()];

    /// <summary>The field that said which pictures.</summary>
    internal string PicturesField => PictureIds is null ? "pictureId" : "pictureIds";

    internal Mood? CleanMood => ApiWords.Find<Mood>(Mood);

    internal Weather? CleanWeather => ApiWords.Find<Weather>(Weather);

    /// <summary>The day, once <see cref="Check"/> has found nothing.</summary>
    internal DateOnly DayOr(DateOnly written) => TryDay(out var day) ? day : written;

    /// <summary>Adds what is wrong, field by field; whose the picture and the shared diary are has to be asked elsewhere.</summary>
    /// <param name="errors">Receives what is wrong.</param>
    /// <param name="now">Its day has begun in UTC; somewhere on earth the next one has, too.</param>
    internal void Check(FieldErrors errors, DateTimeOffset now)
    {
        var (title, text) = (CleanTitle, CleanText);
        if (title.Length == 0) errors.Add("title", "title-missing");
        else if (title.Length > DiaryPost.LongestTitle) errors.Add("title", "title-long", DiaryPost.LongestTitle);
        if (text.Length == 0 && CleanPictures.Length == 0) errors.Add("text", "text-missing");
        else if (text.Length > DiaryPost.LongestText) errors.Add("text", "text-long", DiaryPost.LongestText);
        if (CleanPictures.Length > DiaryPost.MostPictures) errors.Add("pictureIds", "pictures-many", DiaryPost.MostPictures);
        if (!string.IsNullOrEmpty(Mood) && CleanMood is null) errors.Add("mood", "mood-unknown");
        if (!string.IsNullOrEmpty(Weather) && CleanWeather is null) errors.Add("weather", "weather-unknown");
        if (!string.IsNullOrEmpty(Visibility) && ApiWords.Find<PostVisibility>(Visibility) is null) errors.Add("visibility", "visibility-unknown");
        else if (CleanVisibility == PostVisibility.Secret && DiaryId is null) errors.Add("diaryId", "diary-missing");
        else if (CleanVisibility != PostVisibility.Secret && DiaryId is not null) errors.Add("diaryId", "diary-not-secret");
        if (Tags?.Any(tag => PostTag.Clean(tag) is null) == true) errors.Add("tags", "tag-invalid", PostTag.Longest);
        else if (CleanTags.Length > PostTag.Most) errors.Add("tags", "tags-many", PostTag.Most);
        if (!string.IsNullOrEmpty(Day) && (!TryDay(out var day) || day < EarliestDay || day > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1))) errors.Add("day", "day-invalid", EarliestDay.Year);
    }

    private bool TryDay(out DateOnly day) => DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

using System.Text.Json;
using Iris.Instruments;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Web.Api;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Painting;

/// <summary>What is kept with a painted picture, and is enough to paint it again.</summary>
/// <param name="Prompt">As the person wrote it.</param>
/// <param name="Style">Id of the style, or null.</param>
/// <param name="Seed">The same seed gives the same picture, by the same painter.</param>
/// <param name="Steps">That it took.</param>
/// <param name="Size">Edge in pixels.</param>
/// <param name="Painter">Id of the painter.</param>
/// <param name="UnknownWords">Words of the prompt that the painter does not know.</param>
public sealed record PaintedPicture(string Prompt, string? Style, long Seed, int Steps, int Size, string Painter, IReadOnlyList<string> UnknownWords)
{
    /// <summary>Reads what was kept as <see cref="Reading.Result"/>.</summary>
    internal static PaintedPicture Parse(string result) =>
        JsonSerializer.Deserialize<PaintedPicture>(result, ApiJson.Options) ?? throw new JsonException("A stored painting is null.");
}

/// <summary>Painted pictures as the gallery shows them.</summary>
internal sealed class PaintedPictures : ReadingKind
{
    public const string Name = "painting";

    private const int LongestHeadline = 80;

    public override string Slug => Name;

    public override string Icon => "diary";

    public override Type Text => typeof(PaintingText);

    public override int Order => 50;

    public override string Href => PaintingModule.Page;

    public override bool HasMarkings => false;

    public override Type View => typeof(PaintedPictureView);

    internal override PaintedPicture Parse(string result) => PaintedPicture.Parse(result);

    internal override Overlay Draw(object result, int width, int height) => new(width, height, []);

    internal override string Headline(object result, IStringLocalizer text)
    {
        var prompt = ((PaintedPicture)result).Prompt;
        return prompt.Length <= LongestHeadline ? prompt : $"{PlainText.Cut(prompt, LongestHeadline - 1).TrimEnd()}…";
    }
}

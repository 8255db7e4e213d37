using Iris.Diary.Painting.Prompts;
using Iris.Platform;
using Iris.Platform.Diffusion;
using Iris.Platform.Web;

namespace Iris.Diary.Painting;

/// <summary>What somebody wants painted, unchecked: the body of the API's request and the form of the page.</summary>
/// <param name="Prompt">A sentence in Korean or English.</param>
/// <param name="Style">Id of a style, such as <c>night</c>; null or empty: the sentence as it is.</param>
/// <param name="Seed">The same seed gives the same picture; null: a random one.</param>
/// <param name="Steps">1 to what the painter takes at most; null: what suits it.</param>
/// <param name="Size">Edge in pixels, one of the painter's; null: what it paints natively.</param>
public sealed record PaintingOrder(string? Prompt, string? Style = null, long? Seed = null, int? Steps = null, int? Size = null)
{
    public const int LongestPrompt = 300;

    /// <summary>Every program that reads JSON has numbers of this size, and people can still copy them by hand.</summary>
    public const long LargestSeed = uint.MaxValue;

    /// <summary>The prompt on one line, without white space around it.</summary>
    internal string Sentence => PlainText.OneLine(Prompt);

    /// <summary>Adds what the painter can't do, field by field.</summary>
    internal void Check(Painter painter, FieldErrors errors)
    {
        var description = painter.Description;
        if (Sentence.Length == 0) errors.Add("prompt", "prompt-missing");
        else if (Sentence.Length > LongestPrompt) errors.Add("prompt", "prompt-long", LongestPrompt);
        if (!string.IsNullOrEmpty(Style) && PaintingStyle.Find(Style, painter) is null) errors.Add("style", "style-unknown", string.Join(", ", PaintingStyle.For(painter).Select(style => style.Id)));
        if (Seed is < 0 or > LargestSeed) errors.Add("seed", "seed-range", LargestSeed);
        if (Steps < 1 || Steps > description.MaxSteps) errors.Add("steps", "steps-range", description.MaxSteps);
        if (Size is { } size && !description.Sizes.Contains(size)) errors.Add("size", "size-unknown", string.Join(", ", description.Sizes));
    }
}

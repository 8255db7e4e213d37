using System.Globalization;
using Iris.Diary.Painting.Jobs;
using Iris.Diary.Painting.Prompts;
using Iris.Platform.Diffusion;
using Iris.Platform.Web;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace Iris.Diary.Painting.Studio;

/// <summary>The page of the diary on which a sentence is written; it orders nothing itself.</summary>
public sealed partial class StudioForm
{
    private const int OwnExamples = 6;
    private const int ShownExamples = 3;

    private IReadOnlyList<string> examples = [];
    private IReadOnlyList<string> shown = [];
    private IReadOnlyList<string> styles = [];
    private IReadOnlyList<string> unknown = [];
    private string judged = "";

    /// <summary>What is written; changed here.</summary>
    [Parameter, EditorRequired]
    public StudioSheet Sheet { get; set; } = null!;

    /// <summary>Whose words, styles and examples are shown.</summary>
    [Parameter, EditorRequired]
    public Painter Painter { get; set; } = null!;

    [Parameter, EditorRequired]
    public PaintingAllowance Allowance { get; set; } = null!;

    /// <summary>What was wrong with the last order.</summary>
    [Parameter]
    public FieldErrors? Errors { get; set; }

    /// <summary>An order is on its way.</summary>
    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback OnPaint { get; set; }

    private static IReadOnlyList<Choice<int>> Counts { get; } =
        [.. Enumerable.Range(1, StudioSheet.MostPictures).Select(count => new Choice<int>(count, count.ToString(CultureInfo.CurrentCulture)))];

    protected override void OnInitialized()
    {
        examples = Painter.Description.Examples.GetValueOrDefault(Text["Language"]) is { Count: > 0 } known
            ? known
            : [.. Enumerable.Range(1, OwnExamples).Select(number => (string)Text[$"Example.{number}"])];
        shown = [.. examples.Take(ShownExamples)];
        styles = [.. PaintingStyle.For(Painter).Select(style => style.Id)];
    }

    /// <summary>The sheet may have been filled in from a picture of the gallery.</summary>
    protected override void OnParametersSet()
    {
        if (judged != Sheet.Prompt) Judge();
    }

    private void Surprise()
    {
        var others = examples.Where(example => example != Sheet.Prompt).ToArray();
        if (others.Length > 0) Take(others[Random.Shared.Next(others.Length)]);
    }

    private void Write(string? prompt)
    {
        judged = Sheet.Prompt = prompt ?? "";
        // The last word may still be on its way from the keyboard; it is judged when something follows it, or when the field is left.
        var finished = judged.Length > 0 && !char.IsLetterOrDigit(judged[^1]) ? judged : judged[..(judged.LastIndexOf(' ') + 1)];
        unknown = Painter.UnknownWords(finished);
    }

    private void Take(string example)
    {
        Sheet.Prompt = example;
        Judge();
    }

    private void Judge() => (judged, unknown) = (Sheet.Prompt, Painter.UnknownWords(Sheet.Prompt));

    /// <summary>Who types a seed wants it to be taken.</summary>
    private void ChangeSeed(long? seed) => (Sheet.Seed, Sheet.KeepsSeed) = (seed, seed is not null);

    private string StyleName(string style) => Text[style.Length == 0 ? "Style.none" : $"Style.{style}"];

    private string? Error(string field) => Errors is not null && Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;
}

using System.Text.Json;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Diffusion.Tokens;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>
/// <c>iris.json</c> beside <c>model_index.json</c>: what this project knows of its own painter and the usual files can't say. Other folders have none, and everything
/// here is null or empty.
/// </summary>
internal sealed record PainterManifest
{
    private const string File = "iris.json";

    public string? Name { get; init; }

    public string? Version { get; init; }

    public int? Steps { get; init; }

    public double? Guidance { get; init; }

    public SchedulerKind? Scheduler { get; init; }

    /// <summary>Every word of the painter's world in lower case, Korean ones without endings; null when it has no such list.</summary>
    public Vocabulary? Vocabulary { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Examples { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>From clean latents to red, green and blue in −1 to 1: three factors per channel, then three summands.</summary>
    public float[]? Preview { get; init; }

    public static PainterManifest Read(FolderFiles files, int channels)
    {
        var json = files.OptionalJson(File);
        var words = json.Texts("words");
        return new PainterManifest
        {
            Name = json.Text("name"),
            Version = json.Text("version"),
            Steps = json.Integer("steps", 1, PainterDescription.MostSteps),
            Guidance = json.Number("guidance", 0, PainterDescription.MaxGuidance),
            Scheduler = json.OneOf("scheduler", ("ddim", SchedulerKind.Ddim), ("euler", SchedulerKind.Euler), ("euler_a", SchedulerKind.EulerAncestral), ("lcm", SchedulerKind.Lcm)),
            Vocabulary = words.Count > 0 ? new Vocabulary(words, json.Texts("particles")) : null,
            Examples = ReadExamples(json),
            Preview = json.Find("preview") is { } preview ? ReadPreview(json, preview, channels) : null,
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadExamples(FolderJson json)
    {
        var examples = new Dictionary<string, IReadOnlyList<string>>();
        if (json.Find("examples") is not { } languages) return examples;
        if (languages.ValueKind != JsonValueKind.Object) throw json.Wrong("examples", languages, "{ \"ko\": […], \"en\": […] }");
        foreach (var language in languages.EnumerateObject()) examples[language.Name] = new FolderJson(File, languages).Texts(language.Name);
        return examples;
    }

    private static float[] ReadPreview(FolderJson json, JsonElement value, int channels)
    {
        try
        {
            var rows = value.GetProperty("matrix").EnumerateArray().Append(value.GetProperty("bias")).ToList();
            var numbers = rows.SelectMany(row => row.EnumerateArray().Select(number => number.GetSingle())).ToArray();
            if (rows.Count == channels + 1 && rows.All(row => row.GetArrayLength() == 3)) return numbers;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Told below.
        }

        throw json.Wrong("preview", value, $"{{ \"matrix\": {channels} × [r, g, b], \"bias\": [r, g, b] }}");
    }
}

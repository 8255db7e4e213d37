using System.Globalization;
using System.Text.Json.Nodes;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Drawing;
using Iris.Instruments.FaceTypes.Pages;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Instruments.FaceTypes.Types;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.FaceTypes;

/// <summary>Which of the configured types a face is: a game with proportions, for fun. What it does, and what it does not say: docs/face-types.md.</summary>
internal sealed class FaceTypeInstrument(FaceReader faces, FaceTypeSettings settings, TimeProvider clock) : Instrument<FaceTypeOptions, FaceTypeResult>
{
    public const string Name = "face-type";

    private static readonly string[] Colors = ["#ffd166", "#4dd4c6", "#c792ff"];

    public override string Slug => Name;

    public override string Icon => "face-type";

    public override Type Text => typeof(FaceTypeText);

    public override int Order => 30;

    public override bool AnalysesFaces => true;

    public override bool WaitsToBeAsked => true;

    public override bool TakesJson => true;

    public override Type OptionsView => typeof(FaceTypeInputs);

    public override Type ExampleView => typeof(GoodPortrait);

    /// <summary>One face that fills a good part of the picture: more pixels show nothing more.</summary>
    public override int? LongestSide => 1280;

    public override Type View => typeof(FaceTypeView);

    protected override string Model => FaceReader.Version;

    internal override void Complete(JsonObject document, Guid reading)
    {
        document["images"] = new JsonArray([.. Enumerable.Range(1, TypePictures.Count).Select(number => (JsonNode)TypePictures.Url(reading, number))]);
        document["cardUrl"] = CardEndpoints.Url(reading);
    }

    protected override string ModelOf(FaceTypeResult result) => $"{Model} {result.Classifier}";

    protected override async Task<Outcome<FaceTypeOptions>> PrepareAsync(FaceTypeOptions options, CancellationToken cancellation) =>
        options.CheckAge(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is { } refusal
            ? refusal
            : options with { Setting = await settings.ReadAsync(cancellation) };

    protected override Outcome<FaceTypeResult> Analyse(Picture picture, float scale, FaceTypeOptions options, CancellationToken cancellation)
    {
        using var levels = new PictureLevels(picture);
        if (!PortraitCheck.Choose(picture, faces.Read(levels, FaceReading.Mesh, cancellation)).Succeeded(out var mesh, out var refusal)) return refusal;
        var (types, classifier) = options.Setting ?? throw new InvalidOperationException("The options were not prepared.");
        var (whole, regions) = classifier.Classify(new Portrait(levels, mesh, faces, cancellation), types);
        var type = types[whole.Best];
        var words = Cultures.ToDictionary(language => language, type.Words);
        var said = words.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? words["en"];
        return new FaceTypeResult(
            Human: true,
            type.Name,
            said.Description,
            said.Description,
            words,
            type.Id,
            Scores(types, whole),
            [.. FaceRegions.All.Select((region, index) => new RegionScores(region, FaceBox.Of(region.BoxOf(mesh), scale), Scores(types, regions[index])))],
            classifier.Version,
            options.BirthDate,
            options.Mbti,
            options.Salary);
    }

    protected override Overlay Draw(FaceTypeResult result, int width, int height) => new(width, height, [.. result.Regions.Select(Draw)]);

    protected override string Headline(FaceTypeResult result, IStringLocalizer text) => text["Headline", result.Said.Name, result.Percent];

    private static IEnumerable<string> Cultures => Iris.Platform.Web.Cultures.Supported.Select(culture => culture.Name);

    private static IReadOnlyList<TypeScore> Scores(IReadOnlyList<FaceType> types, TypeShares shares) =>
        [.. types.Select((type, index) => new TypeScore(type.Name, type.NameKo, Math.Round(100 * shares.Parts[index], 1)))];

    private static OverlayShape Draw(RegionScores region, int index) =>
        new OverlayBox(region.Box.X, region.Box.Y, region.Box.Width, region.Box.Height, Colors[index], string.Create(CultureInfo.InvariantCulture, $"{index + 1} · {region.Best.Name} {region.Best.Percent:0}%"));
}

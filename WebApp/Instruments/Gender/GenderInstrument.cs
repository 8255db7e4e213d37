using Iris.Platform;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.Gender;

/// <summary>
/// Estimates gender and age of every face in a portrait. The percentage is the probability that the networks give to the answer; close calls are
/// marked as uncertain instead of being guessed. Networks, thresholds and measurements: docs/models/faces.md.
/// </summary>
internal sealed class GenderInstrument(FaceReader faces) : Instrument<NoOptions, GenderResult>
{
    public override string Slug => "gender";

    public override string Icon => "face";

    public override Type Text => typeof(GenderText);

    public override int Order => 20;

    public override bool AnalysesFaces => true;

    /// <summary>Faces down to about 2 % of the width are still found at this size, and a 12-megapixel picture costs a quarter of its memory.</summary>
    public override int? LongestSide => 2048;

    public override Type View => typeof(GenderView);

    protected override string Model => FaceReader.Version;

    protected override Outcome<GenderResult> Analyse(Picture picture, float scale, NoOptions options, CancellationToken cancellation)
    {
        var found = faces.Read(picture, FaceReading.GenderAndAge, cancellation);
        return found.Count > 0
            ? GenderResult.Of(found, scale)
            : Refusal.Of<GenderText>("no-face", StatusCodes.Status422UnprocessableEntity);
    }

    protected override Overlay Draw(GenderResult result, int width, int height) => new(width, height, [.. result.Faces.Select(Draw)]);

    protected override string Headline(GenderResult result, IStringLocalizer text) =>
        result.Uncertain ? text["Headline.uncertain"] : text[$"Headline.{result.Gender}", result.Percent];

    private static OverlayShape Draw(GenderFace face)
    {
        var (color, sign) = face switch
        {
            { Uncertain: true } => ("#ffd166", "?"),
            { Gender: GenderResult.Female } => ("#c792ff", "♀"),
            _ => ("#4dd4c6", "♂"),
        };
        return new OverlayBox(face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, color, FormattableString.Invariant($"{sign} {face.Percent:0}%"));
    }
}

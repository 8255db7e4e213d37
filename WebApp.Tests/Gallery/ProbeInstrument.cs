using Iris.Gallery;
using Iris.Instruments;
using Iris.Platform;
using Iris.Platform.Imaging;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Iris.Tests.Gallery;

/// <summary>An instrument without a network: it says how bright a picture is and draws a frame around it.</summary>
public sealed class ProbeInstrument : Instrument<NoOptions, ProbeResult>
{
    public const string Name = "probe";

    public override string Slug => Name;

    public override string Icon => "eye";

    public override Type Text => typeof(GalleryText);

    public override int Order => 1000;

    public override Type View => typeof(ProbeView);

    protected override string Model => "probe 1";

    protected override Outcome<ProbeResult> Analyse(Picture picture, float scale, NoOptions options, CancellationToken cancellation)
    {
        long sum = 0;
        foreach (var channel in picture.Rgb) sum += channel;
        return new ProbeResult((int)(sum / picture.Rgb.Length));
    }

    protected override Overlay Draw(ProbeResult result, int width, int height) => new(width, height, [new OverlayBox(0, 0, width, height, "#ff0000")]);

    protected override string Headline(ProbeResult result, IStringLocalizer text) => $"Brightness {result.Brightness}";
}

public sealed record ProbeResult(int Brightness);

public sealed class ProbeView : ComponentBase
{
    [Parameter]
    public required ProbeResult Result { get; set; }
}

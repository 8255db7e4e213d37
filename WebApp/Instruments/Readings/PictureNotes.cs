using System.Text.Json;
using System.Text.Json.Nodes;
using Iris.Platform.Imaging;
using Iris.Platform.Web.Api;

namespace Iris.Instruments.Readings;

/// <summary>What a person should know of the file that was read; kept inside of the result as <c>picture</c> when there is something to say.</summary>
/// <param name="Page">Which picture of the file was read, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Stretched">How its range was stretched to 8 bits, or null.</param>
/// <param name="LittleRange">Whether few levels lie between its dark and bright parts, so that what is faint may be lost.</param>
public sealed record PictureNotes(int Page, int Pages, StretchedRange? Stretched, bool LittleRange)
{
    private const string Name = "picture";

    /// <summary>Real pictures of cells and faces have 90 levels and more.</summary>
    private const int FewLevels = 64;

    private const double Darkest = 0.001;

    private const int Sampled = 250_000;

    /// <summary>The notes of a reading, or null.</summary>
    public static PictureNotes? Of(Reading reading) => JsonNode.Parse(reading.Result)?[Name].Deserialize<PictureNotes>(ApiJson.Options);

    /// <summary>The notes of a picture, or null when there is nothing to say.</summary>
    internal static PictureNotes? Of(PictureHeader header, Picture picture)
    {
        var stretched = picture.Stretch is { } range ? range with { Low = Rounded(range.Low), High = Rounded(range.High) } : null;
        var levels = picture.Stretch switch
        {
            { IsFloatingPoint: true } => FewLevels,
            { } whole => whole.High - whole.Low,
            null => Levels(picture.Rgb),
        };
        var notes = new PictureNotes(1, header.Frames, stretched, levels < FewLevels);
        return notes is { Pages: 1, Stretched: null, LittleRange: false } ? null : notes;
    }

    internal Finding AddTo(Finding finding)
    {
        var result = JsonNode.Parse(finding.Result)!.AsObject();
        result[Name] = JsonSerializer.SerializeToNode(this, ApiJson.Options);
        return finding with { Result = result.ToJsonString(ApiJson.Options) };
    }

    /// <summary>How many levels lie between the darkest and the brightest thousandth of the channels' values.</summary>
    private static int Levels(ReadOnlySpan<byte> rgb)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        // Not a multiple of three, so that all channels are met.
        var step = Math.Max(1, rgb.Length / (3 * Sampled)) * 3 + 1;
        var total = 0;
        for (var i = 0; i < rgb.Length; i += step)
        {
            counts[rgb[i]]++;
            total++;
        }

        var (low, high) = (0, 255);
        for (var below = counts[low]; below <= Darkest * total && low < 255; below += counts[low])
        {
            low++;
        }

        for (var above = counts[high]; above <= Darkest * total && high > low; above += counts[high])
        {
            high--;
        }

        return high - low;
    }

    /// <summary>To six digits, which is more than anybody reads.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform.Web.Api;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>
/// How the ratios of <see cref="FaceRatio"/> are spread over real people: figures alone, no picture and no person. <c>bench -- face-types --reference</c>
/// makes the file, which names its source.
/// </summary>
/// <param name="Source">Whose faces they were, and under which licence.</param>
/// <param name="People">How many.</param>
/// <param name="Ratios">Mean and deviation of each ratio, in the order of <see cref="FaceRatio.All"/>.</param>
/// <param name="Regions">Of each region's score, in the order of <see cref="FaceRegions.All"/>.</param>
/// <param name="Whole">Of the whole face's score.</param>
internal sealed record ReferenceDistribution(string Source, int People, IReadOnlyList<Spread> Ratios, IReadOnlyList<ScoreSpread> Regions, ScoreSpread Whole)
{
    private const string Resource = "face-type-reference.json";

    private static readonly Lazy<ReferenceDistribution> Loaded = new(Load);

    /// <summary>The one that comes with the program.</summary>
    public static ReferenceDistribution Delivered => Loaded.Value;

    /// <summary>The distribution over these people.</summary>
    /// <param name="source">As in <see cref="Source"/>.</param>
    /// <param name="people">The ratios of each.</param>
    public static ReferenceDistribution Of(string source, IReadOnlyList<double[]> people)
    {
        var ratios = FaceRatio.All.Select((_, index) => Spread.Of([.. people.Select(person => person[index])])).ToArray();
        var scores = people.Select(person => RegionScores(person, ratios)).ToArray();
        var regions = FaceRegions.All.Select((_, index) => ScoreSpread.Of([.. scores.Select(score => score[index])])).ToArray();
        return new(source, people.Count, ratios, regions, ScoreSpread.Of([.. scores.Select(score => WholeScore(score, regions))]));
    }

    /// <summary>Where a face stands among the people, 0 to 1: as a whole, and each region by itself.</summary>
    public (double Whole, IReadOnlyList<double> Regions) Percentiles(double[] ratios)
    {
        var scores = RegionScores(ratios, Ratios);
        return (Whole.Percentile(WholeScore(scores, Regions)), [.. scores.Select((score, index) => Regions[index].Percentile(score))]);
    }

    /// <summary>Each ratio's distance from the mean, in deviations, in the order of <see cref="FaceRatio.All"/>; without its sign.</summary>
    public double[] Standardised(double[] ratios) => [.. ratios.Select((ratio, index) => (ratio - Ratios[index].Mean) / Ratios[index].Deviation)];

    private static ReferenceDistribution Load()
    {
        using var file = typeof(ReferenceDistribution).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The resource '{Resource}' is missing.");
        return JsonSerializer.Deserialize<ReferenceDistribution>(file, ApiJson.Options) ?? throw new InvalidDataException($"The resource '{Resource}' is empty.");
    }

    /// <summary>The mean of a region's ratios, each in deviations from the mean and with its sign.</summary>
    private static double[] RegionScores(double[] ratios, IReadOnlyList<Spread> spreads) =>
    [
        .. FaceRegions.All.Select(region => FaceRatio.All
            .Select((ratio, index) => (ratio.Region, Score: ratio.Sign * (ratios[index] - spreads[index].Mean) / spreads[index].Deviation))
            .Where(ratio => ratio.Region == region)
            .Average(ratio => ratio.Score)),
    ];

    private static double WholeScore(double[] regions, IReadOnlyList<ScoreSpread> spreads) => regions.Select((score, index) => score / spreads[index].Deviation).Average();
}

/// <summary>Of a measured value.</summary>
internal sealed record Spread(double Mean, double Deviation)
{
    public static Spread Of(double[] values)
    {
        var mean = values.Average();
        return new(mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}

/// <summary>Of a score whose mean is about zero.</summary>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Quantiles">From the lowest to the highest value, in equal steps of people.</param>
internal sealed record ScoreSpread(double Deviation, IReadOnlyList<double> Quantiles)
{
    private const int Steps = 100;

    public static ScoreSpread Of(double[] scores)
    {
        var sorted = scores.Order().ToArray();
        return new(Spread.Of(scores).Deviation, [.. Enumerable.Range(0, Steps + 1).Select(step => Math.Round(At(sorted, step / (double)Steps), 5))]);
    }

    /// <summary>Which part of the people has less, 0 to 1.</summary>
    public double Percentile(double score)
    {
        var above = 0;
        while (above < Quantiles.Count && Quantiles[above] < score) above++;
        if (above == 0) return 0;
        if (above == Quantiles.Count) return 1;
        var (low, high) = (Quantiles[above - 1], Quantiles[above]);
        return (above - 1 + (score - low) / (high - low)) / (Quantiles.Count - 1);
    }

    private static double At(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], place - below) : sorted[below];
    }
}

using Iris.Instruments.FaceTypes.Types;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>
/// Needs no training: where a face stands between the broadest and the longest of the reference, cut into types by the shares that a survey gave them. It says
/// nothing about a person; it deals types out as often as people were found to have them.
/// </summary>
internal sealed class GeometryClassifier : IFaceTypeClassifier
{
    /// <summary>How far, in parts of the people, a neighbouring type still counts.</summary>
    private const double Softness = 0.05;

    private readonly ReferenceDistribution reference = ReferenceDistribution.Delivered;

    public string Version => "geometry-1";

    public (TypeShares Whole, IReadOnlyList<TypeShares> Regions) Classify(Portrait portrait, IReadOnlyList<FaceType> types)
    {
        var cut = ShareCut.Of([.. types.Select(type => type.Share)], reference.People);
        var (whole, regions) = reference.Percentiles(FaceRatio.Of(portrait.Looks));
        return (Shares(whole, cut), [.. regions.Select(region => Shares(region, cut))]);
    }

    /// <summary>The type in whose part of the people the percentile falls has most; the others the less, the further their parts are.</summary>
    internal static TypeShares Shares(double percentile, ShareCut cut)
    {
        var best = cut.TypeAt(percentile);
        var parts = cut.Bounds.Select((end, index) =>
        {
            var start = index == 0 ? 0 : cut.Bounds[index - 1];
            var distance = index == best ? 0 : Math.Max(0, Math.Max(start - percentile, percentile - end));
            return Math.Exp(-distance / Softness);
        }).ToArray();
        var sum = parts.Sum();
        return new([.. parts.Select(part => part / sum)], best);
    }
}

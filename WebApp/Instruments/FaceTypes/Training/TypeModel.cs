namespace Iris.Instruments.FaceTypes.Training;

/// <summary>
/// A linear classifier of descriptors, one per region: scores are products with weights, and a softmax makes parts of them. Both ways of learning end here, so
/// that what was learned can be kept and read without the package that learned it.
/// </summary>
/// <param name="Types">Ids, in the order of the weights.</param>
/// <param name="Regions">In the order of <see cref="Validation.FaceRegions.All"/>.</param>
internal sealed record TypeModel(IReadOnlyList<Guid> Types, IReadOnlyList<RegionModel> Regions)
{
    /// <summary>The part of each type, by region.</summary>
    /// <param name="descriptors">One per region, see <see cref="Classification.RegionDescriptors"/>.</param>
    public double[][] Parts(IReadOnlyList<float[]> descriptors) => [.. Regions.Select((region, index) => region.Parts(descriptors[index]))];

    /// <summary>The mean over the regions.</summary>
    public double[] Whole(double[][] parts) => [.. Types.Select((_, type) => parts.Average(region => region[type]))];
}

/// <param name="Weights">For each type, as long as a descriptor.</param>
/// <param name="Biases">For each type.</param>
internal sealed record RegionModel(IReadOnlyList<float[]> Weights, IReadOnlyList<float> Biases)
{
    /// <summary>The part of each type: 0 to 1, together 1.</summary>
    public double[] Parts(float[] descriptor)
    {
        var scores = Weights.Select((weights, type) => weights.Zip(descriptor, (weight, value) => (double)weight * value).Sum() + Biases[type]).ToArray();
        var highest = scores.Max();
        var parts = Array.ConvertAll(scores, score => Math.Exp(score - highest));
        var all = parts.Sum();
        return Array.ConvertAll(parts, part => part / all);
    }
}

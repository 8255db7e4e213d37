using Iris.Instruments.FaceTypes.Validation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>A reference as training sees it.</summary>
/// <param name="Type">Index of its type.</param>
/// <param name="Descriptors">One per region, in the order of <see cref="FaceRegions.All"/>.</param>
internal sealed record TrainingFace(int Type, IReadOnlyList<float[]> Descriptors);

/// <summary>How types are learned.</summary>
public enum TrainingWay
{
    /// <summary>The nearest class mean: for few faces.</summary>
    ClassMeans,

    /// <summary>A multinomial classifier with weights kept small.</summary>
    Multinomial,
}

/// <summary>
/// Learns types from descriptors, for each region by itself: a regularised multinomial classifier (Microsoft.ML's maximum entropy), or, where there are few faces, the
/// nearest class mean. The same faces in the same order give the same model.
/// </summary>
internal static class Trainer
{
    /// <summary>Of each type: fewer could not be left out in turn.</summary>
    public const int FewestFaces = 5;

    /// <summary>With fewer faces of a type than this, as many weights as a descriptor has numbers would learn them by heart.</summary>
    public const int FewestForMultinomial = 12;

    private const int Folds = 5;

    /// <summary>What the square of a weight costs, for descriptors whose numbers have a deviation of one.</summary>
    private const float Regularisation = 10;

    /// <summary>How quickly, for class means, a type's part falls with the squared distance of its mean; faces of one person are 0.2 apart, of two 0.5.</summary>
    private const float Sharpness = 8;

    /// <summary>Which way these faces are learned.</summary>
    public static TrainingWay WayFor(IReadOnlyList<TrainingFace> faces, int types) =>
        Enumerable.Range(0, types).All(type => faces.Count(face => face.Type == type) >= FewestForMultinomial) ? TrainingWay.Multinomial : TrainingWay.ClassMeans;

    /// <summary>A model of all faces.</summary>
    /// <param name="faces">At least one of every type.</param>
    /// <param name="types">Ids of the types.</param>
    /// <param name="way">How.</param>
    /// <param name="cancellation">Ends the work between two regions.</param>
    public static TypeModel Learn(IReadOnlyList<TrainingFace> faces, IReadOnlyList<Guid> types, TrainingWay way, CancellationToken cancellation) => new(types,
    [
        .. FaceRegions.All.Select((_, region) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var seen = faces.Select(face => (face.Type, face.Descriptors[region])).ToList();
            return way is TrainingWay.Multinomial ? LearnMultinomial(seen, types.Count) : LearnMeans(seen, types.Count);
        }),
    ]);

    /// <summary>Learns five times without a fifth of the faces, and asks about those.</summary>
    /// <param name="faces">At least <see cref="FewestFaces"/> of every type.</param>
    /// <param name="types">As in <see cref="Learn"/>.</param>
    /// <param name="way">How.</param>
    /// <param name="advance">Hears after each fifth which part is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CrossValidation Validate(IReadOnlyList<TrainingFace> faces, IReadOnlyList<Guid> types, TrainingWay way, Action<double> advance, CancellationToken cancellation)
    {
        int[][] confusion = [.. types.Select(_ => new int[types.Count])];
        // Each type's faces go round the folds by themselves, so that every fold has some of each.
        var numbered = faces.GroupBy(face => face.Type).SelectMany(type => type.Select((face, index) => (Face: face, Fold: index % Folds))).ToList();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = Learn([.. numbered.Where(face => face.Fold != fold).Select(face => face.Face)], types, way, cancellation);
            foreach (var (face, _) in numbered.Where(face => face.Fold == fold))
            {
                var whole = model.Whole(model.Parts(face.Descriptors));
                confusion[face.Type][Array.IndexOf(whole, whole.Max())]++;
            }

            advance((fold + 1) / (double)Folds);
        }

        return new(confusion);
    }

    private static RegionModel LearnMeans(List<(int Type, float[] Descriptor)> faces, int types)
    {
        // −s |x − m|² = 2 s m·x − s m·m − s x·x, of which the last is the same for every type.
        var means = Enumerable.Range(0, types).Select(type => Mean([.. faces.Where(face => face.Type == type).Select(face => face.Descriptor)])).ToArray();
        return new([.. means.Select(mean => Array.ConvertAll(mean, value => 2 * Sharpness * value))], [.. means.Select(mean => -Sharpness * mean.Sum(value => value * value))]);
    }

    private static float[] Mean(float[][] descriptors) => [.. Enumerable.Range(0, descriptors[0].Length).Select(index => descriptors.Average(descriptor => descriptor[index]))];

    private static RegionModel LearnMultinomial(List<(int Type, float[] Descriptor)> faces, int types)
    {
        var (means, scales) = Scales([.. faces.Select(face => face.Descriptor)]);
        var learning = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, means.Length);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), types);
        var rows = learning.Data.LoadFromEnumerable(
            faces.Select(face => new Row { Label = (uint)face.Type, Features = [.. face.Descriptor.Select((value, index) => (value - means[index]) * scales[index])] }), schema);
        var trainer = learning.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = Regularisation,
            NumberOfThreads = 1,
            EnforceNonNegativity = false,
        });
        var learned = trainer.Fit(rows).Model;
        VBuffer<float>[]? weights = null;
        learned.GetWeights(ref weights, out var classes);
        if (classes != types) throw new InvalidOperationException($"{classes} types were learned of {types}.");
        // Mean and scale go into the weights: whoever asks the model has the descriptor as it is.
        float[][] own = [.. weights!.Select(weight => weight.DenseValues().Select((value, index) => value * scales[index]).ToArray())];
        return new(own, [.. learned.GetBiases().Zip(own, (bias, weight) => bias - weight.Zip(means, (one, mean) => one * mean).Sum())]);
    }

    /// <summary>Mean of each number, and what brings its deviation to one; 0 for a number that is always the same.</summary>
    private static (float[] Means, float[] Scales) Scales(float[][] descriptors)
    {
        var means = Mean(descriptors);
        return (means, [.. means.Select((mean, index) => MathF.Sqrt(descriptors.Average(descriptor => (descriptor[index] - mean) * (descriptor[index] - mean)))).Select(deviation => deviation > 1e-6f ? 1 / deviation : 0)]);
    }

    private sealed class Row
    {
        /// <summary>From 0 on, of as many as the schema says; in memory a key is stored without the offset by which ML.NET tells it from a missing one.</summary>
        public uint Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}

using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>What was learned from reference pictures: a version of <see cref="TypeTraining"/>.</summary>
internal sealed class ReferenceClassifier(int number, TypeModel model) : IFaceTypeClassifier
{
    public string Version => $"references-{number}";

    /// <summary>Whether it knows these types, and no others: it can't deal out a type that it never saw.</summary>
    public bool Knows(IReadOnlyList<FaceType> types) => types.Select(type => type.Id).ToHashSet().SetEquals(model.Types);

    public (TypeShares Whole, IReadOnlyList<TypeShares> Regions) Classify(Portrait portrait, IReadOnlyList<FaceType> types)
    {
        var parts = model.Parts(portrait.Descriptors);
        // An admin may have put the types into another order since.
        int[] order = [.. types.Select(type => model.Types.Index().First(learned => learned.Item == type.Id).Index)];
        return (Shares(model.Whole(parts)), [.. parts.Select(Shares)]);

        TypeShares Shares(double[] learned)
        {
            double[] ordered = [.. order.Select(index => learned[index])];
            return new(ordered, Array.IndexOf(ordered, ordered.Max()));
        }
    }
}

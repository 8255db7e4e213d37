using Iris.Instruments.FaceTypes.Types;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>What a training found out about itself.</summary>
/// <param name="Way">How it learned.</param>
/// <param name="Types">In the order of the matrix, as they were called on the day.</param>
/// <param name="Faces">How many it learned from.</param>
/// <param name="Skipped">References in which no face was found any more.</param>
/// <param name="Accuracy">Part of the faces that got their own type while they were left out, 0 to 1.</param>
/// <param name="Chance">What always saying the most frequent type reaches, 0 to 1.</param>
/// <param name="Luck">How likely guessing is as good, 0 to 1.</param>
/// <param name="BeatsChance">Whether it may decide; see <see cref="CrossValidation.BeatsChance"/>.</param>
/// <param name="Confusion">Faces by their own type (rows) and the answer (columns).</param>
public sealed record TrainingReport(
    TrainingWay Way, IReadOnlyList<TrainedType> Types, int Faces, int Skipped, double Accuracy, double Chance, double Luck, bool BeatsChance, IReadOnlyList<int[]> Confusion)
{
    internal static TrainingReport Of(TrainingWay way, IEnumerable<FaceType> types, int skipped, CrossValidation validation) => new(
        way, [.. types.Select(type => new TrainedType(type.Id, type.Name, type.NameKo))], validation.Faces, skipped,
        Math.Round(validation.Accuracy, 4), Math.Round(validation.Chance, 4), validation.Luck, validation.BeatsChance, validation.Confusion);
}

/// <summary>A type as it was called when it was learned.</summary>
public sealed record TrainedType(Guid Id, string Name, string NameKo);

using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>The types and the classifier that are in force, read anew for each picture: another node may have changed them.</summary>
internal sealed class FaceTypeSettings(TypeCatalogue catalogue, Trainings trainings, GeometryClassifier geometry)
{
    /// <summary>Geometry decides, too, while the version that was chosen does not know the types that there are.</summary>
    public async Task<FaceTypeSetting> ReadAsync(CancellationToken cancellation)
    {
        var types = await catalogue.ReadAsync(cancellation);
        return new(types, await trainings.ActiveAsync(cancellation) is { } trained && trained.Knows(types) ? trained : geometry);
    }
}

using Iris.Instruments.FaceTypes.Types;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>The types and the classifier that are in force, read anew for each picture: another node may have changed them.</summary>
internal sealed class FaceTypeSettings(TypeCatalogue catalogue, GeometryClassifier geometry)
{
    public async Task<FaceTypeSetting> ReadAsync(CancellationToken cancellation) => new(await catalogue.ReadAsync(cancellation), geometry);
}

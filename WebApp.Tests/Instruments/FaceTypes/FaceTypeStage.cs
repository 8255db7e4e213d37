using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Tests.Platform.Imaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>What tests of face types find and leave.</summary>
internal static class FaceTypeStage
{
    /// <summary>The first type of the survey.</summary>
    public static readonly Guid First = new("019ff000-0000-7000-8000-000000000200");

    /// <summary>The types of the survey, without pictures, votes and versions.</summary>
    public static Task<int> ClearAsync(IrisApplication iris) => iris.QueryAsync(async database =>
    {
        await database.Set<TypeVote>().ExecuteDeleteAsync();
        await database.Set<TypeReference>().ExecuteDeleteAsync();
        await database.Set<ClassifierChoice>().ExecuteDeleteAsync();
        await database.Set<TypeTraining>().ExecuteDeleteAsync();
        return await database.Set<FaceType>().ExecuteDeleteAsync();
    });

    /// <summary>A reference that may be shown, as it would be there if it had been uploaded; its picture shows no face.</summary>
    public static async Task<TypeReference> ReferenceAsync(IrisApplication iris, TestPerson admin, Guid type, bool mayBeShown = true)
    {
        await iris.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default);
        var now = TimeProvider.System.GetUtcNow();
        var reference = new TypeReference { Id = Guid.CreateVersion7(now), TypeId = type, OwnerId = admin.Id, AddedAt = now, MayBeShown = mayBeShown, PictureKey = ObjectKey.New("references", ".jpg") };
        using var picture = Samples.Gradient(48, 48);
        await iris.Services.GetRequiredService<IObjectStore>().PutAsync(reference.PictureKey, picture.Encode(PictureFormat.Jpeg), "image/jpeg", default);
        return await iris.QueryAsync(async database =>
        {
            database.Add(reference);
            await database.SaveChangesAsync();
            return reference;
        });
    }
}

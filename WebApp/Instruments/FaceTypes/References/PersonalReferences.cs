using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.References;

/// <summary>Reference pictures' part in the export and the erasure of an admin's account: without the admin nobody vouches for them.</summary>
internal sealed class PersonalReferences(IDbContextFactory<AppDbContext> databases, ReferencePictures references, IObjectStore store) : IPersonalData
{
    /// <summary><c>face-types/references.json</c>, and each picture under the path that its entry names; nothing for those who gave none.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var given = await database.Set<TypeReference>().AsNoTracking().OwnedBy(personId).OrderBy(reference => reference.Id).ToListAsync(cancellationToken);
        if (given.Count == 0) return;
        await archive.AddJsonAsync(
            "face-types/references.json", given.Select(reference => new { reference.Id, reference.TypeId, reference.AddedAt, reference.MayBeShown, File = PathOf(reference) }), cancellationToken);
        foreach (var reference in given)
        {
            await using var stored = await store.OpenAsync(reference.PictureKey, cancellationToken);
            if (stored is not null) await archive.AddFileAsync(PathOf(reference), stored.Content, cancellationToken);
        }
    }

    public Task EraseAsync(Guid personId, CancellationToken cancellationToken) => references.RemoveAsync(all => all.OwnedBy(personId), cancellationToken);

    private static string PathOf(TypeReference reference) => $"face-types/references/{reference.Id}.jpg";
}

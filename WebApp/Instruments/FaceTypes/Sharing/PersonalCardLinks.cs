using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>The links' part in the export and the erasure of an account; the readings themselves are the gallery's.</summary>
internal sealed class PersonalCardLinks(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>face-types/links.json</c>: which cards are open to others, and until when.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var links = database.Set<CardLink>().AsNoTracking().OwnedBy(personId).OrderBy(link => link.ReadingId)
            .Select(link => new { link.ReadingId, link.CreatedAt, link.ExpiresAt, link.ShowsPicture, link.Language });
        await archive.AddJsonAsync("face-types/links.json", links.AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<CardLink>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Survey;

/// <summary>A person's votes in the export and the erasure of an account.</summary>
internal sealed class PersonalVotes(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>face-types/votes.json</c>; nothing for those who never voted.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var votes = await database.Set<TypeVote>().AsNoTracking().OwnedBy(personId).OrderBy(vote => vote.ReferenceId)
            .Select(vote => new { vote.ReferenceId, vote.TypeId, vote.VotedAt }).ToListAsync(cancellationToken);
        if (votes.Count > 0) await archive.AddJsonAsync("face-types/votes.json", votes, cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<TypeVote>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

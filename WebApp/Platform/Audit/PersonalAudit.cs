using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Audit;

/// <summary>An admin's part of the audit log: exported, and made nameless when the account is erased. That something was done stays.</summary>
internal sealed class PersonalAudit(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var entries = await database.Set<AuditEntry>().AsNoTracking().Where(entry => entry.ActorId == personId).OrderBy(entry => entry.Id)
            .Select(entry => new { entry.At, entry.Action, entry.Subject, entry.Detail }).ToListAsync(cancellationToken);
        if (entries.Count > 0) await archive.AddJsonAsync("administration.json", entries, cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<AuditEntry>().Where(entry => entry.ActorId == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.ActorName, (string?)null).SetProperty(entry => entry.ActorId, (Guid?)null), cancellationToken);
    }
}

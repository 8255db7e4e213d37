using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Notifications;

/// <summary>The notifications' part in the export and the erasure of an account: what the person was told, and what others were told about the person.</summary>
internal sealed class PersonalNotifications(IDbContextFactory<AppDbContext> databases, OwnNotifications notifications) : IPersonalData
{
    private const int All = 10_000;

    /// <summary><c>notifications.json</c>: as the person sees them, and which kinds are switched off.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        var told = await notifications.PageAsync(personId, after: null, All, cancellationToken);
        await archive.AddJsonAsync("notifications.json", new { told.Items, Muted = await notifications.MutedAsync(personId, cancellationToken) }, cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<Notification>().Where(row => row.OwnerId == personId || row.ActorId == personId).ExecuteDeleteAsync(cancellationToken);
        await database.Set<MutedKind>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

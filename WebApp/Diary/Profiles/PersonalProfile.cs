using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Profiles;

/// <summary>The profile's part in the export and the erasure of an account.</summary>
internal sealed class PersonalProfile(IDbContextFactory<AppDbContext> databases, PublicProfiles profiles) : IPersonalData
{
    /// <summary><c>diary/profile.json</c>; an <c>avatarId</c> is the <c>id</c> of an entry of <c>readings.json</c>.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken) =>
        await archive.AddJsonAsync("diary/profile.json", await profiles.ReadAsync(personId, cancellationToken), cancellationToken);

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<PublicProfile>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

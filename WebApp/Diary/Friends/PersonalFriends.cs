using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Friends;

/// <summary>The friends' part in the export and the erasure of an account. What the other one wrote into a shared diary stays theirs.</summary>
internal sealed class PersonalFriends(IDbContextFactory<AppDbContext> databases, FriendList friends) : IPersonalData
{
    /// <summary><c>friends.json</c>: what the person sees of the own friends, and nothing that those keep to themselves.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken) =>
        await archive.AddJsonAsync("friends.json", await friends.ListAsync(personId, cancellationToken), cancellationToken);

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<Friendship>().Where(pair => pair.FirstId == personId || pair.SecondId == personId).ExecuteDeleteAsync(cancellationToken);
    }
}

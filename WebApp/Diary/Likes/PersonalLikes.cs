using Iris.Diary.Posts;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Likes;

/// <summary>The likes' part in the export and the erasure of an account: what somebody liked is theirs, and posts are counted without them afterwards.</summary>
internal sealed class PersonalLikes(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>diary/likes.json</c>.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var likes = Of(database, personId).AsNoTracking().OrderBy(like => like.PostId).Select(like => new { like.PostId, like.LikedAt });
        await archive.AddJsonAsync("diary/likes.json", likes.AsAsyncEnumerable(), cancellationToken);
    }

    public Task EraseAsync(Guid personId, CancellationToken cancellationToken) => databases.InTransactionAsync(
        async database =>
        {
            await database.Set<DiaryPost>().Where(post => database.Set<PostLike>().Any(like => like.PersonId == personId && like.PostId == post.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(post => post.Likes, post => post.Likes - 1), cancellationToken);
            await Of(database, personId).ExecuteDeleteAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private static IQueryable<PostLike> Of(AppDbContext database, Guid person) => database.Set<PostLike>().Where(like => like.PersonId == person);
}

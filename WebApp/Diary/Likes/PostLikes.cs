using Iris.Diary.Notifications;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Likes;

/// <summary>How a post is liked.</summary>
/// <param name="Likes">By so many people.</param>
/// <param name="Liked">Among them whoever asks.</param>
internal sealed record PostLiking(int Likes, bool Liked);

/// <summary>Likes posts, and takes that back: once per person, however often and however many at once ask.</summary>
internal sealed class PostLikes(IDbContextFactory<AppDbContext> databases, IEvents events, Notifier notifier, TimeProvider clock)
{
    /// <summary>The post is liked by the person; null when it is none that the person may read.</summary>
    public async Task<PostLiking?> LikeAsync(Guid person, Guid post, CancellationToken cancellation)
    {
        var before = await LikingAsync(person, post, cancellation);
        if (before is not { Liked: false }) return before;
        var isNew = await databases.InTransactionAsync(
            async database =>
            {
                // The post comes first, here and in what takes a like back: whoever changes its likes waits there, and holds nothing that another one waits for.
                if (await CountAsync(database, post, 1, cancellation) == 0) return false;
                database.Add(new PostLike { PostId = post, PersonId = person, LikedAt = clock.GetUtcNow() });
                try
                {
                    await database.SaveChangesAsync(cancellation);
                    return true;
                }
                catch (DbUpdateException failure) when (failure.IsDuplicate())
                {
                    return false; // another click of the same person was faster
                }
            },
            cancellation);
        if (isNew)
        {
            await events.TellAsync(LikeBoard.Topic, $"{post}");
            await notifier.LikedAsync(person, post, cancellation);
        }

        return await LikingAsync(person, post, cancellation);
    }

    /// <summary>The post is not liked by the person any more; null when it is none that the person may read.</summary>
    public async Task<PostLiking?> UnlikeAsync(Guid person, Guid post, CancellationToken cancellation)
    {
        var before = await LikingAsync(person, post, cancellation);
        if (before is not { Liked: true }) return before;
        var isOver = await databases.InTransactionAsync(
            async database => await CountAsync(database, post, -1, cancellation) > 0
                && await database.Set<PostLike>().Where(like => like.PostId == post && like.PersonId == person).ExecuteDeleteAsync(cancellation) > 0,
            cancellation);
        if (isOver) await events.TellAsync(LikeBoard.Topic, $"{post}");
        return await LikingAsync(person, post, cancellation);
    }

    private static Task<int> CountAsync(AppDbContext database, Guid post, int by, CancellationToken cancellation) =>
        database.Set<DiaryPost>().Where(row => row.Id == post && row.DeletedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Likes, row => row.Likes + by), cancellation);

    private async Task<PostLiking?> LikingAsync(Guid person, Guid post, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.ReadableBy(person).Where(row => row.Id == post)
            .Select(row => new PostLiking(row.Likes, database.Set<PostLike>().Any(like => like.PostId == row.Id && like.PersonId == person)))
            .SingleOrDefaultAsync(cancellation);
    }
}

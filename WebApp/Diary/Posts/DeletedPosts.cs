using Iris.Diary.Comments;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Posts;

/// <summary>Erases posts and comments whose deletion can't be undone any more. They are rows and nothing else, so one statement each does it, on any number of nodes at once.</summary>
internal sealed class DeletedPosts(IDbContextFactory<AppDbContext> databases, TimeProvider clock, IOptions<PostsOptions> options, ILogger<DeletedPosts> logger) : BackgroundService
{
    /// <summary>Clocks of two nodes may differ: what one of them would still restore, the other must not be erasing yet.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Erases all that is due and answers how many that were.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancellation)
    {
        var due = clock.GetUtcNow() - options.Value.UndoFor - ClockSkew;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<DiaryPost>().Where(post => post.DeletedAt < due).ExecuteDeleteAsync(cancellation)
            + await database.Set<PostComment>().Where(comment => comment.DeletedAt < due).ExecuteDeleteAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var purged = await PurgeAsync(stoppingToken);
                if (purged > 0) logger.LogInformation("Erased {Count} deleted posts and comments", purged);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Deleted posts could not be erased; the next sweep tries again");
            }
        }
    }
}

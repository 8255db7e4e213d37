using System.Threading.Channels;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Likes;

/// <summary>A post whose likes changed.</summary>
/// <param name="Post">Its id.</param>
/// <param name="Likes">How many they are now.</param>
/// <param name="IsPublic">Whether everybody may know.</param>
internal sealed record LikedPost(Guid Post, int Likes, bool IsPublic);

/// <summary>
/// What this node knows of likes that change, for the pages that are open on it. It hears which posts changed and reads how often they are liked: once for all of a moment, however
/// many click, so that counts are never those of the slower of two callers.
/// </summary>
internal sealed class LikeBoard(IEvents events, IDbContextFactory<AppDbContext> databases, TimeProvider clock, ILogger<LikeBoard> logger) : BackgroundService
{
    /// <summary>Messages are ids of posts.</summary>
    public const string Topic = "likes";

    private const int MostPosts = 200;

    /// <summary>Between two looks; a fifth of what somebody takes for at once.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Guid> told = Channel.CreateBounded<Guid>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Likes changed; a handler returns at once.</summary>
    public event Action<IReadOnlyList<LikedPost>>? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = events.Listen(Topic, Note);
        HashSet<Guid> posts = [];
        while (await told.Reader.WaitToReadAsync(stoppingToken))
        {
            while (posts.Count < MostPosts && told.Reader.TryRead(out var post)) posts.Add(post);
            try
            {
                if (Changed is { } tell) tell(await ReadAsync([.. posts], stoppingToken));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Likes could not be read for open pages");
            }

            posts.Clear();
            await Task.Delay(Moment, clock, stoppingToken);
        }
    }

    private void Note(string message)
    {
        if (Guid.TryParse(message, out var post)) told.Writer.TryWrite(post);
    }

    private async Task<IReadOnlyList<LikedPost>> ReadAsync(Guid[] posts, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<DiaryPost>().AsNoTracking().Where(post => posts.Contains(post.Id) && post.DeletedAt == null)
            .Select(post => new LikedPost(post.Id, post.Likes, post.Visibility == PostVisibility.Public && post.HiddenAt == null)).ToListAsync(cancellation);
    }
}

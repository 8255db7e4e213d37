using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Diary.Posts;

[Collection(nameof(WithIris))]
public class DeletedPostsTests(IrisApplication iris)
{
    [Fact]
    public async Task A_post_is_erased_once_its_deletion_can_not_be_undone()
    {
        var clock = new MovableClock();
        var person = await iris.APerson().SignedInAsync();
        var deleted = await new PostBuilder(iris, person).Deleted(clock.Now).WrittenAsync();
        var kept = await new PostBuilder(iris, person).WrittenAsync();
        using var sweeper = new DeletedPosts(
            iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), clock, Options.Create(new PostsOptions()), NullLogger<DeletedPosts>.Instance);

        clock.Now += TimeSpan.FromMinutes(10);
        await sweeper.PurgeAsync(default);
        Assert.True(await ExistsAsync(deleted));

        clock.Now += TimeSpan.FromMinutes(2);
        Assert.InRange(await sweeper.PurgeAsync(default), 1, int.MaxValue);
        Assert.False(await ExistsAsync(deleted));
        Assert.True(await ExistsAsync(kept));
    }

    private Task<bool> ExistsAsync(DiaryPost post) => iris.QueryAsync(database => database.Set<DiaryPost>().AnyAsync(row => row.Id == post.Id));
}

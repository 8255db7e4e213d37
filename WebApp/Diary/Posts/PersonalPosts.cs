using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Posts;

/// <summary>The posts' part in the export and the erasure of an account; the pictures that they show are readings, and go with the gallery.</summary>
internal sealed class PersonalPosts(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>diary/posts.json</c>; a <c>pictureId</c> is the <c>id</c> of an entry of <c>readings.json</c>.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var posts = database.Set<DiaryPost>().AsNoTracking().OwnedBy(personId).Where(post => post.DeletedAt == null).OrderBy(post => post.Id)
            .Select(post => new { post.Id, post.Day, post.CreatedAt, post.EditedAt, post.Title, post.Text, post.Visibility, post.DiaryId, post.PictureId, post.MorePictureIds, post.Mood, post.Weather, post.Tags, post.Likes, post.HiddenAt });
        await archive.AddJsonAsync("diary/posts.json", posts.AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<DiaryPost>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

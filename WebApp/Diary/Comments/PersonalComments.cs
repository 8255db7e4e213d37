using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Comments;

/// <summary>The comments' part in the export and the erasure of an account: what the person said, and nothing that others said to the person's posts.</summary>
internal sealed class PersonalComments(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>diary/comments.json</c>.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var comments = database.Set<PostComment>().AsNoTracking().OwnedBy(personId).Where(comment => comment.DeletedAt == null).OrderBy(comment => comment.Id)
            .Select(comment => new { comment.Id, comment.PostId, comment.CreatedAt, comment.EditedAt, comment.Text });
        await archive.AddJsonAsync("diary/comments.json", comments.AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<PostComment>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

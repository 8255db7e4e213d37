using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Posts;

/// <summary>The posts of one person. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class OwnPosts(IDbContextFactory<AppDbContext> databases, OwnReadings readings, TimeProvider clock, IOptions<PostsOptions> options)
{
    /// <summary>A page, newest first; with one query, whatever the posts show.</summary>
    /// <param name="person">The owner.</param>
    /// <param name="after">The last post of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<PostSlice> PageAsync(Guid person, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var posts = Of(database, person);
        if (after is { } last) posts = posts.Where(post => post.Id.CompareTo(last) < 0);
        var pictures = database.Set<Reading>().OwnedBy(person).Where(reading => reading.DeletedAt == null);
        var rows = await posts
            .OrderByDescending(post => post.Id)
            .Take(limit + 1)
            .Select(post => new PostItem(
                post.Id, post.Day, post.CreatedAt, post.EditedAt, post.Title, post.Text.Substring(0, PostItem.ExcerptLength), post.Visibility, post.PictureId,
                pictures.Any(reading => reading.Id == post.PictureId) ? ReadingUrls.Thumbnail(post.PictureId!.Value) : null))
            .ToListAsync(cancellation);
        return new PostSlice([.. rows.Take(limit)], rows.Count > limit ? GalleryCursor.Encode(rows[limit - 1].Id) : null);
    }

    /// <summary>The whole post, or null.</summary>
    public async Task<DiaryPost?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).SingleOrDefaultAsync(post => post.Id == id, cancellation);
    }

    /// <summary>The whole post with what its page shows, or null.</summary>
    public async Task<WholePost?> ReadAsync(Guid person, Guid id, CancellationToken cancellation) =>
        await FindAsync(person, id, cancellation) is { } post
            ? new(post.Id, post.Day, post.CreatedAt, post.EditedAt, post.Title, post.Text, post.PictureId, await PictureOfAsync(post, cancellation))
            : null;

    /// <summary>The reading that a post shows; null without one, and while it is deleted.</summary>
    public async Task<GalleryItem?> PictureOfAsync(DiaryPost post, CancellationToken cancellation) =>
        post.PictureId is { } picture ? await readings.FindItemAsync(post.OwnerId, picture, cancellation) : null;

    /// <summary>Keeps a new post; null when there is something wrong with it, which <paramref name="errors"/> says.</summary>
    public async Task<DiaryPost?> WriteAsync(Guid person, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        content.Check(errors, now);
        await CheckPictureAsync(person, content.PictureId, errors, cancellation);
        if (errors.Count > 0) return null;

        var post = new DiaryPost
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = person,
            CreatedAt = now,
            Day = content.DayOr(DateOnly.FromDateTime(now.UtcDateTime)),
            Title = content.CleanTitle,
            Text = content.CleanText,
            PictureId = content.PictureId,
        };
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Add(post);
        await database.SaveChangesAsync(cancellation);
        return post;
    }

    /// <summary>
    /// Puts another content in the place of a post's; null when something is wrong with it, which <paramref name="errors"/> says, or, without errors, when
    /// there is no such post. A picture that the post shows already may stay although it is gone meanwhile: its deletion may still be undone.
    /// </summary>
    public async Task<DiaryPost?> ChangeAsync(Guid person, Guid id, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await Of(database, person).AsTracking().SingleOrDefaultAsync(post => post.Id == id, cancellation) is not { } post) return null;
        content.Check(errors, now);
        if (content.PictureId != post.PictureId) await CheckPictureAsync(person, content.PictureId, errors, cancellation);
        if (errors.Count > 0) return null;

        (post.Title, post.Text, post.PictureId) = (content.CleanTitle, content.CleanText, content.PictureId);
        (post.Day, post.EditedAt) = (content.DayOr(DateOnly.FromDateTime(post.CreatedAt.UtcDateTime)), now);
        await database.SaveChangesAsync(cancellation);
        return post;
    }

    /// <summary>Deletes a post so that <see cref="RestoreAsync"/> can bring it back for a while; false when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.DeletedAt, now), cancellation) > 0;
    }

    /// <summary>Undoes a deletion; false when it is too late, or when there is no such post. Undoing twice is no error.</summary>
    public async Task<bool> RestoreAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var tooLate = clock.GetUtcNow() - options.Value.UndoFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<DiaryPost>()
            .OwnedBy(person)
            .Where(post => post.Id == id && (post.DeletedAt == null || post.DeletedAt > tooLate))
            .ExecuteUpdateAsync(set => set.SetProperty(post => post.DeletedAt, (DateTimeOffset?)null), cancellation) > 0;
    }

    private async Task CheckPictureAsync(Guid person, Guid? picture, FieldErrors errors, CancellationToken cancellation)
    {
        if (picture is { } id && await readings.FindItemAsync(person, id, cancellation) is null) errors.Add("pictureId", "picture-missing");
    }

    private static IQueryable<DiaryPost> Of(AppDbContext database, Guid person) =>
        database.Set<DiaryPost>().AsNoTracking().OwnedBy(person).Where(post => post.DeletedAt == null);
}

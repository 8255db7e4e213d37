using Iris.Diary.Friends;
using Iris.Diary.Notifications;
using Iris.Gallery;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Posts;

/// <summary>The posts of one person. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class OwnPosts(IDbContextFactory<AppDbContext> databases, OwnReadings readings, IEvents events, Notifier notifier, TimeProvider clock, IOptions<PostsOptions> options)
{
    /// <summary>The whole post, or null.</summary>
    public async Task<DiaryPost?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).SingleOrDefaultAsync(post => post.Id == id, cancellation);
    }

    /// <summary>The whole post with what its form shows, or null.</summary>
    public async Task<WholePost?> ReadAsync(Guid person, Guid id, CancellationToken cancellation) =>
        await FindAsync(person, id, cancellation) is { } post
            ? new(post.Id, post.Day, post.Title, post.Text, post.PictureId, await PictureOfAsync(post, cancellation), post.Visibility, post.DiaryId, string.Join(' ', post.Tags))
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
            Visibility = content.CleanVisibility,
            DiaryId = content.DiaryId,
            Tags = content.CleanTags,
        };
        var written = await databases.InTransactionAsync(
            async database =>
            {
                if (!await OpenDiaryAsync(database, person, content.DiaryId, now, cancellation)) return false;
                database.Add(post);
                Tag(database, post);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (!written)
        {
            errors.Add("diaryId", "diary-closed");
            return null;
        }

        await ShowAsync(post.DiaryId);
        if (post.DiaryId is { } diary) await notifier.WrittenAsync(person, post.Id, diary, cancellation);
        return post;
    }

    /// <summary>
    /// Puts another content in the place of a post's; null when something is wrong with it, which <paramref name="errors"/> says, or, without errors, when
    /// there is no such post. A picture that the post shows already may stay although it is gone meanwhile: its deletion may still be undone.
    /// A page of a frozen diary can be taken out of it, and not be changed in it.
    /// </summary>
    public async Task<DiaryPost?> ChangeAsync(Guid person, Guid id, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(person, id, cancellation) is not { } before) return null;
        content.Check(errors, now);
        if (content.PictureId != before.PictureId) await CheckPictureAsync(person, content.PictureId, errors, cancellation);
        if (errors.Count > 0) return null;

        DiaryPost? changed = null;
        var isOpen = true;
        await databases.InTransactionAsync(
            async database =>
            {
                isOpen = await OpenDiaryAsync(database, person, content.DiaryId, now, cancellation);
                changed = await Of(database, person).AsTracking().SingleOrDefaultAsync(post => post.Id == id, cancellation);
                if (!isOpen || changed is null) return false;
                (changed.Title, changed.Text, changed.PictureId) = (content.CleanTitle, content.CleanText, content.PictureId);
                (changed.Day, changed.EditedAt) = (content.DayOr(DateOnly.FromDateTime(changed.CreatedAt.UtcDateTime)), now);
                (changed.Visibility, changed.DiaryId, changed.Tags) = (content.CleanVisibility, content.DiaryId, content.CleanTags);
                await database.Set<PostTag>().Where(tag => tag.PostId == id).ExecuteDeleteAsync(cancellation);
                Tag(database, changed);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (!isOpen) errors.Add("diaryId", "diary-closed");
        if (!isOpen || changed is null) return null;
        await ShowAsync(before.DiaryId);
        if (changed.DiaryId != before.DiaryId) await ShowAsync(changed.DiaryId);
        return changed;
    }

    /// <summary>Deletes a post so that <see cref="RestoreAsync"/> can bring it back for a while; false when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var diary = await Of(database, person).Where(post => post.Id == id).Select(post => post.DiaryId).SingleOrDefaultAsync(cancellation);
        var deleted = await Of(database, person).Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.DeletedAt, now), cancellation) > 0;
        if (deleted) await ShowAsync(diary);
        return deleted;
    }

    /// <summary>Undoes a deletion; false when it is too late, or when there is no such post. Undoing twice is no error.</summary>
    public async Task<bool> RestoreAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var tooLate = clock.GetUtcNow() - options.Value.UndoFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var restored = await database.Set<DiaryPost>()
            .OwnedBy(person)
            .Where(post => post.Id == id && (post.DeletedAt == null || post.DeletedAt > tooLate))
            .ExecuteUpdateAsync(set => set.SetProperty(post => post.DeletedAt, (DateTimeOffset?)null), cancellation) > 0;
        if (restored) await ShowAsync(await Of(database, person).Where(post => post.Id == id).Select(post => post.DiaryId).SingleOrDefaultAsync(cancellation));
        return restored;
    }

    /// <summary>What is told when a shared diary has another page, or another text on one; the message says nothing.</summary>
    public static string TopicOf(Guid diary) => $"diary/{diary}";

    private Task ShowAsync(Guid? diary) => diary is { } shared ? events.TellAsync(TopicOf(shared), "") : Task.CompletedTask;

    private async Task CheckPictureAsync(Guid person, Guid? picture, FieldErrors errors, CancellationToken cancellation)
    {
        if (picture is { } id && await readings.FindItemAsync(person, id, cancellation) is null) errors.Add("pictureId", "picture-missing");
    }

    /// <summary>
    /// True when the person may write into the shared diary, which then can't be frozen before the transaction ends: the row that says so is written. True without a diary as well.
    /// </summary>
    private static async Task<bool> OpenDiaryAsync(AppDbContext database, Guid person, Guid? diary, DateTimeOffset now, CancellationToken cancellation) =>
        diary is null || await database.Set<Friendship>()
            .Where(pair => pair.Id == diary && pair.State == FriendshipState.Friends && (pair.FirstId == person || pair.SecondId == person))
            .ExecuteUpdateAsync(set => set.SetProperty(pair => pair.ChangedAt, now), cancellation) > 0;

    private static void Tag(AppDbContext database, DiaryPost post) => database.AddRange(post.Tags.Select(tag => new PostTag { Tag = tag, PostId = post.Id }));

    private static IQueryable<DiaryPost> Of(AppDbContext database, Guid person) =>
        database.Set<DiaryPost>().AsNoTracking().OwnedBy(person).Where(post => post.DeletedAt == null);
}

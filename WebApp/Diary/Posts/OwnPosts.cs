using Iris.Diary.Friends;
using Iris.Diary.Moderation;
using Iris.Diary.Notifications;
using Iris.Gallery;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Platform.Web;
using Iris.Platform.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Posts;

/// <summary>The posts of one person. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class OwnPosts(
    IDbContextFactory<AppDbContext> databases, OwnReadings readings, WordFilter words, FirstDay firstDay, IEvents events, Notifier notifier, TimeProvider clock, IOptions<PostsOptions> options)
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

    /// <summary>Keeps a new post.</summary>
    /// <returns>The post, or <c>first-day</c> (429); null when there is something wrong with it, which <paramref name="errors"/> says.</returns>
    public async Task<Outcome<DiaryPost>?> WriteAsync(Guid person, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        content.Check(errors, now);
        await CheckPictureAsync(person, content.PictureId, errors, cancellation);
        await CheckWordsAsync(content, errors, cancellation);
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
        Refusal? spent = null;
        var written = await databases.InTransactionAsync(
            async database =>
            {
                spent = post.Visibility == PostVisibility.Public ? await firstDay.TakeAsync(database, person, PublicDeed.Post, cancellation) : null;
                if (spent is not null || !await database.OpenDiaryAsync(person, content.DiaryId, now, cancellation)) return false;
                database.Add(post);
                Tag(database, post);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (spent is not null) return spent;
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
    /// Puts another content in the place of a post's. A picture that the post shows already may stay although it is gone meanwhile: its deletion may still be undone.
    /// A page of a frozen diary can be taken out of it, and not be changed in it.
    /// </summary>
    /// <returns>As <see cref="WriteAsync"/>; null without errors when there is no such post.</returns>
    public async Task<Outcome<DiaryPost>?> ChangeAsync(Guid person, Guid id, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(person, id, cancellation) is not { } before) return null;
        content.Check(errors, now);
        if (content.PictureId != before.PictureId) await CheckPictureAsync(person, content.PictureId, errors, cancellation);
        await CheckWordsAsync(content, errors, cancellation);
        if (errors.Count > 0) return null;

        var publishes = content.CleanVisibility == PostVisibility.Public && before.Visibility != PostVisibility.Public;
        Refusal? spent = null;
        DiaryPost? changed = null;
        var isOpen = true;
        await databases.InTransactionAsync(
            async database =>
            {
                spent = publishes ? await firstDay.TakeAsync(database, person, PublicDeed.Post, cancellation) : null;
                if (spent is not null) return false;
                isOpen = await database.OpenDiaryAsync(person, content.DiaryId, now, cancellation);
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
        if (spent is not null) return spent;
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

    /// <summary>What everybody may read has none of the words of the site's list.</summary>
    private async Task CheckWordsAsync(PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        if (content.CleanVisibility != PostVisibility.Public || errors.Count > 0) return;
        foreach (var (field, text) in new[] { ("title", content.CleanTitle), ("text", content.CleanText), ("tags", string.Join('\n', content.CleanTags)) })
        {
            if (await words.BlocksAsync(text, cancellation)) errors.Add(field, "words-blocked");
        }
    }

    private static void Tag(AppDbContext database, DiaryPost post) => database.AddRange(post.Tags.Select(tag => new PostTag { Tag = tag, PostId = post.Id }));

    private static IQueryable<DiaryPost> Of(AppDbContext database, Guid person) =>
        database.Set<DiaryPost>().AsNoTracking().OwnedBy(person).Where(post => post.DeletedAt == null);
}

using Iris.Diary.Friends;
using Iris.Diary.Moderation;
using Iris.Diary.Notifications;
using Iris.Gallery;
using Iris.Instruments.Readings;
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
    private const int MostOfMonth = 400, MostOfThisDay = 12;

    /// <summary>The whole post, or null.</summary>
    public async Task<DiaryPost?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).SingleOrDefaultAsync(post => post.Id == id, cancellation);
    }

    /// <summary>The whole post with what its form shows, or null.</summary>
    public async Task<WholePost?> ReadAsync(Guid person, Guid id, CancellationToken cancellation) =>
        await FindAsync(person, id, cancellation) is { } post
            ? new(post.Id, post.Day, post.Title, post.Text, post.PictureIds, await PicturesOfAsync(post, cancellation), post.Visibility, post.DiaryId, string.Join(' ', post.Tags), post.Mood, post.Weather)
            : null;

    /// <summary>What a calendar shows of the days from <paramref name="first"/> to <paramref name="last"/>, in their order; a month has no more than <see cref="MostOfMonth"/>.</summary>
    public async Task<IReadOnlyList<PostOfDay>> OfDaysAsync(Guid person, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Days(database, Of(database, person).Where(post => post.Day >= first && post.Day <= last).OrderBy(post => post.Day).ThenBy(post => post.Id).Take(MostOfMonth)).ToListAsync(cancellation);
    }

    /// <summary>What was written about the same day of earlier years, the latest first.</summary>
    public async Task<IReadOnlyList<PostOfDay>> OnThisDayAsync(Guid person, DateOnly today, CancellationToken cancellation)
    {
        // Each day by its name: what an index has in order needs no arithmetic of the database.
        var days = Enumerable.Range(PostContent.EarliestDay.Year, today.Year - PostContent.EarliestDay.Year)
            .Where(year => today.Day <= DateTime.DaysInMonth(year, today.Month)).Select(year => new DateOnly(year, today.Month, today.Day)).ToArray();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Days(database, Of(database, person).Where(post => days.Contains(post.Day)).OrderByDescending(post => post.Day).ThenByDescending(post => post.Id).Take(MostOfThisDay)).ToListAsync(cancellation);
    }

    /// <summary>The page of the book that shows a post, or its last page; null when there is no such post. An empty book has a place without a post.</summary>
    public async Task<BookPlace?> PlaceAsync(Guid person, Guid? id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var posts = Of(database, person);
        var here = await posts.Where(post => id == null || post.Id == id).OrderByDescending(post => post.Day).ThenByDescending(post => post.Id).Select(post => new { post.Day, post.Id }).FirstOrDefaultAsync(cancellation);
        if (here is null) return id is null ? new(null, 0, 0, null, null) : null;
        var before = posts.Where(post => post.Day < here.Day || (post.Day == here.Day && post.Id.CompareTo(here.Id) < 0));
        var after = posts.Where(post => post.Day > here.Day || (post.Day == here.Day && post.Id.CompareTo(here.Id) > 0));
        return new(
            here.Id, await before.CountAsync(cancellation) + 1, await posts.CountAsync(cancellation),
            await before.OrderByDescending(post => post.Day).ThenByDescending(post => post.Id).Select(post => (Guid?)post.Id).FirstOrDefaultAsync(cancellation),
            await after.OrderBy(post => post.Day).ThenBy(post => post.Id).Select(post => (Guid?)post.Id).FirstOrDefaultAsync(cancellation));
    }

    /// <summary>The readings that a post shows; those that are deleted are left out.</summary>
    private async Task<IReadOnlyList<GalleryItem>> PicturesOfAsync(DiaryPost post, CancellationToken cancellation)
    {
        List<GalleryItem> pictures = [];
        foreach (var id in post.PictureIds)
        {
            if (await readings.FindItemAsync(post.OwnerId, id, cancellation) is { } picture) pictures.Add(picture);
        }

        return pictures;
    }

    /// <summary>Keeps a new post.</summary>
    /// <returns>The post, or <c>first-day</c> (429); null when there is something wrong with it, which <paramref name="errors"/> says.</returns>
    public async Task<Outcome<DiaryPost>?> WriteAsync(Guid person, PostContent content, FieldErrors errors, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        content.Check(errors, now);
        await CheckPicturesAsync(person, content, kept: [], errors, cancellation);
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
            PictureId = content.CleanPictures.Select(id => (Guid?)id).FirstOrDefault(),
            MorePictureIds = [.. content.CleanPictures.Skip(1)],
            Mood = content.CleanMood,
            Weather = content.CleanWeather,
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
        await CheckPicturesAsync(person, content, before.PictureIds, errors, cancellation);
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
                (changed.Title, changed.Text, changed.Mood, changed.Weather) = (content.CleanTitle, content.CleanText, content.CleanMood, content.CleanWeather);
                (changed.PictureId, changed.MorePictureIds) = (content.CleanPictures.Select(picture => (Guid?)picture).FirstOrDefault(), [.. content.CleanPictures.Skip(1)]);
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

    private async Task CheckPicturesAsync(Guid person, PostContent content, IReadOnlyList<Guid> kept, FieldErrors errors, CancellationToken cancellation)
    {
        foreach (var id in content.CleanPictures.Except(kept).Take(DiaryPost.MostPictures))
        {
            if (await readings.FindItemAsync(person, id, cancellation) is not null) continue;
            errors.Add(content.PicturesField, "picture-missing");
            return;
        }
    }

    private static IQueryable<PostOfDay> Days(AppDbContext database, IQueryable<DiaryPost> posts)
    {
        var readings = database.KeptReadings();
        return posts.Select(post => new PostOfDay(post.Id, post.Day, post.Title, readings.Any(reading => reading.Id == post.PictureId && reading.OwnerId == post.OwnerId) ? PostUrls.Thumbnail(post.Id, 0) : null));
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

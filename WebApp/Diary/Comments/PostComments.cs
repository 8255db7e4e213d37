using Iris.Diary.Friends;
using Iris.Diary.Moderation;
using Iris.Diary.Notifications;
using Iris.Diary.Posts;
using Iris.Diary.Profiles;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Platform.Web.Api;
using Iris.Platform.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Comments;

/// <summary>The comments of posts. A post that somebody may not read, and its comments, are answered like what never was.</summary>
internal sealed class PostComments(
    IDbContextFactory<AppDbContext> databases, WordFilter words, FirstDay firstDay, IEvents events, Notifier notifier, TimeProvider clock, IOptions<PostsOptions> options)
{
    /// <summary>What is told when the comments of a post are not any more what they were; the message says nothing.</summary>
    public static string TopicOf(Guid post) => $"comments/{post}";

    /// <summary>A page of those of one post, newest first; null when the reader may not read it.</summary>
    /// <param name="reader">Who reads; null: somebody who is not signed in.</param>
    /// <param name="post">Which post.</param>
    /// <param name="after">The last comment of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<CommentSlice?> PageAsync(Guid? reader, Guid post, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (!await database.ReadableBy(reader).AnyAsync(row => row.Id == post, cancellation)) return null;
        var comments = database.CommentsReadableBy(reader).Where(comment => comment.PostId == post);
        if (after is { } last) comments = comments.Where(comment => comment.Id.CompareTo(last) < 0);
        var rows = await Items(database, comments.OrderByDescending(comment => comment.Id).Take(limit + 1), reader ?? Guid.Empty).ToListAsync(cancellation);
        var (items, next) = ListCursor.Cut([.. rows.OrderByDescending(row => row.Id)], limit, row => row.Id);
        return new(items, next);
    }

    /// <summary>Says something to a post.</summary>
    /// <returns>The comment, or <c>comment-empty</c>, <c>comment-long</c> (400), <c>words-blocked</c> (422), <c>first-day</c> (429), <c>diary-frozen</c> (409); null: there is no such post.</returns>
    public async Task<Outcome<CommentItem>?> WriteAsync(Guid person, Guid post, string? text, CancellationToken cancellation)
    {
        var comment = new PostComment { Id = Guid.CreateVersion7(clock.GetUtcNow()), PostId = post, OwnerId = person, CreatedAt = clock.GetUtcNow(), Text = PlainText.Lines(text) };
        if (await FindPostAsync(person, post, cancellation) is not { } diary) return null;
        if (await RefusalAsync(comment.Text, cancellation) is { } refusal) return refusal;
        Refusal? spent = null;
        var written = await databases.InTransactionAsync(
            async database =>
            {
                spent = await firstDay.TakeAsync(database, person, PublicDeed.Comment, cancellation);
                if (spent is not null || !await database.OpenDiaryAsync(person, diary.Id, comment.CreatedAt, cancellation)) return false;
                database.Add(comment);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (!written) return spent ?? Frozen;

        await events.TellAsync(TopicOf(post), "");
        await notifier.CommentedAsync(person, post, cancellation);
        if (await FindAsync(person, comment.Id, cancellation) is not { } item) return null;
        return item;
    }

    /// <summary>Puts another text in the place of an own comment's.</summary>
    /// <returns>As <see cref="WriteAsync"/>, but for the first day; null as well when there is no such comment of the person.</returns>
    public async Task<Outcome<CommentItem>?> ChangeAsync(Guid person, Guid post, Guid id, string? text, CancellationToken cancellation)
    {
        var (now, clean) = (clock.GetUtcNow(), PlainText.Lines(text));
        if (await FindPostAsync(person, post, cancellation) is not { } diary) return null;
        if (await RefusalAsync(clean, cancellation) is { } refusal) return refusal;
        var (isOpen, isThere) = (true, false);
        await databases.InTransactionAsync(
            async database =>
            {
                isOpen = await database.OpenDiaryAsync(person, diary.Id, now, cancellation);
                isThere = isOpen && await database.Set<PostComment>().OwnedBy(person).Where(comment => comment.Id == id && comment.PostId == post && comment.DeletedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(comment => comment.Text, clean).SetProperty(comment => comment.EditedAt, now), cancellation) > 0;
                return isThere;
            },
            cancellation);
        if (!isOpen) return Frozen;
        if (!isThere) return null;
        await events.TellAsync(TopicOf(post), "");
        if (await FindAsync(person, id, cancellation) is not { } item) return null;
        return item;
    }

    /// <summary>Deletes an own comment, or one to an own post, so that <see cref="RestoreAsync"/> can bring it back for a while; false when there is none. The post need not be readable any more: words can always be taken back.</summary>
    public async Task<bool> DeleteAsync(Guid person, Guid post, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var posts = database.Set<DiaryPost>();
        var deleted = await database.Set<PostComment>()
            .Where(comment => comment.Id == id && comment.PostId == post && comment.DeletedAt == null && (comment.OwnerId == person || posts.Any(row => row.Id == post && row.OwnerId == person)))
            .ExecuteUpdateAsync(set => set.SetProperty(comment => comment.DeletedAt, now).SetProperty(comment => comment.DeletedById, person), cancellation) > 0;
        if (deleted) await events.TellAsync(TopicOf(post), "");
        return deleted;
    }

    /// <summary>Undoes what the same person deleted; false when it is too late, or when there is no such comment. Undoing twice is no error.</summary>
    public async Task<bool> RestoreAsync(Guid person, Guid post, Guid id, CancellationToken cancellation)
    {
        var tooLate = clock.GetUtcNow() - options.Value.UndoFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var restored = await database.Set<PostComment>()
            .Where(comment => comment.Id == id && comment.PostId == post && comment.DeletedById == person && (comment.DeletedAt == null || comment.DeletedAt > tooLate))
            .ExecuteUpdateAsync(set => set.SetProperty(comment => comment.DeletedAt, (DateTimeOffset?)null), cancellation) > 0;
        if (restored) await events.TellAsync(TopicOf(post), "");
        return restored;
    }

    private static Refusal Frozen => Refusal.Of<CommentsText>("diary-frozen", StatusCodes.Status409Conflict);

    private async Task<Refusal?> RefusalAsync(string text, CancellationToken cancellation) =>
        text.Length == 0 ? Refusal.Of<CommentsText>("comment-empty", StatusCodes.Status400BadRequest)
        : text.Length > PostComment.Longest ? Refusal.Of<CommentsText>("comment-long", StatusCodes.Status400BadRequest, PostComment.Longest)
        : await words.BlocksAsync(text, cancellation) ? Refusal.Of<CommentsText>("words-blocked", StatusCodes.Status422UnprocessableEntity)
        : null;

    /// <summary>The shared diary that the post is in, if it is in one; null when the person may not read the post.</summary>
    private async Task<DiaryOf?> FindPostAsync(Guid person, Guid post, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.ReadableBy(person).Where(row => row.Id == post).Select(row => new DiaryOf(row.DiaryId)).SingleOrDefaultAsync(cancellation);
    }

    private async Task<CommentItem?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Items(database, database.CommentsReadableBy(person).Where(comment => comment.Id == id), person).SingleOrDefaultAsync(cancellation);
    }

    private static IQueryable<CommentItem> Items(AppDbContext database, IQueryable<PostComment> comments, Guid me)
    {
        var (avatars, pictures) = (database.Set<PublicProfile>(), database.KeptReadings());
        return
            from comment in comments
            join person in database.Users on comment.OwnerId equals person.Id
            select new CommentItem(
                comment.Id, person.Nickname, avatars.Any(profile => profile.OwnerId == person.Id && pictures.Any(picture => picture.Id == profile.AvatarId && picture.OwnerId == person.Id)) ? PublicProfiles.AvatarUrl(person.Nickname) : null,
                comment.OwnerId == me, comment.OwnerId == me || database.Set<DiaryPost>().Any(post => post.Id == comment.PostId && post.OwnerId == me), comment.Text, comment.CreatedAt, comment.EditedAt, comment.HiddenAt != null);
    }

    private sealed record DiaryOf(Guid? Id);
}

using Iris.Diary.Comments;
using Iris.Diary.Notifications;
using Iris.Diary.Posts;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Events;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Moderation.Administration;

/// <summary>What was reported, and what admins decide about it. Of what nobody reported and nobody hid they see no more than anybody else (docs/decisions/057).</summary>
internal sealed class ReportQueue(IDbContextFactory<AppDbContext> databases, IEvents events, Notifier notifier, AuditLog audit, TimeProvider clock)
{
    /// <summary>A page, what waits longest first; what its author has deleted waits no more.</summary>
    /// <param name="state">What to look at.</param>
    /// <param name="after">The first report of the last thing of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<ReportedSlice> PageAsync(ReportedState state, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var (posts, comments) = (database.Set<DiaryPost>().AsNoTracking().Where(post => post.DeletedAt == null), database.Set<PostComment>().AsNoTracking().Where(comment => comment.DeletedAt == null));
        var reports = database.Set<Report>().AsNoTracking().Where(report => posts.Any(post => post.Id == report.PostId) && (report.CommentId == null || comments.Any(comment => comment.Id == report.CommentId)));
        reports = state == ReportedState.Open
            ? reports.Where(report => report.SettledAt == null)
            : reports.Where(report => posts.Any(post => post.Id == report.SubjectId && post.HiddenAt != null) || comments.Any(comment => comment.Id == report.SubjectId && comment.HiddenAt != null));
        // A thing stands where its first report does.
        var all = reports;
        var first = reports.Where(report => !all.Any(other => other.SubjectId == report.SubjectId && other.Id.CompareTo(report.Id) < 0));
        if (after is { } last) first = first.Where(report => report.Id.CompareTo(last) > 0);
        var rows = await (
            from report in first
            join post in posts on report.PostId equals post.Id
            join comment in comments on report.CommentId equals comment.Id into said
            from comment in said.DefaultIfEmpty()
            orderby report.Id
            select new
            {
                report.Id,
                report.SubjectId,
                report.PostId,
                report.CommentId,
                Author = database.Users.Where(person => person.Id == (report.CommentId == null ? post.OwnerId : comment.OwnerId)).Select(person => person.Nickname).Single(),
                post.Title,
                Text = report.CommentId == null ? post.Text.Substring(0, ReportedThing.ExcerptLength) : comment.Text,
                HasPicture = report.CommentId == null && post.PictureId != null,
                post.Visibility,
                Hidden = report.CommentId == null ? post.HiddenAt != null : comment.HiddenAt != null,
                WrittenAt = report.CommentId == null ? post.CreatedAt : comment.CreatedAt,
                report.CreatedAt,
            }).Take(limit + 1).ToListAsync(cancellation);
        var (shown, next) = ListCursor.Cut(rows, limit, row => row.Id);
        var subjects = shown.Select(row => row.SubjectId).ToArray();
        var counts = await all.Where(report => subjects.Contains(report.SubjectId)).GroupBy(report => new { report.SubjectId, report.Reason })
            .Select(same => new { same.Key.SubjectId, same.Key.Reason, Count = same.Count() }).ToListAsync(cancellation);
        var notes = await all.Where(report => subjects.Contains(report.SubjectId) && report.Note != null).OrderByDescending(report => report.Id)
            .Select(report => new { report.SubjectId, report.Note }).Take(limit * ReportedThing.MostNotes).ToListAsync(cancellation);
        return new(
            [.. shown.Select(row => new ReportedThing(
                row.PostId, row.CommentId, row.Author, row.Title, row.Text, row.HasPicture ? PostUrls.Image(row.PostId, 0) : null, row.Visibility, row.Hidden, row.WrittenAt, row.CreatedAt,
                [.. counts.Where(count => count.SubjectId == row.SubjectId).OrderByDescending(count => count.Count).ThenBy(count => count.Reason).Select(count => new ReasonCount(count.Reason, count.Count))],
                [.. notes.Where(note => note.SubjectId == row.SubjectId).Take(ReportedThing.MostNotes).Select(note => note.Note!)]))],
            next);
    }

    /// <summary>Decides about a post; false when there is none that the admin may see.</summary>
    public async Task<bool> DecideAboutPostAsync(Actor admin, Guid id, ModerationOrder order, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Guid? owner = null;
        var deeds = new List<string>();
        await databases.InTransactionAsync(
            async database =>
            {
                deeds.Clear();
                owner = await database.ReadableBy(admin.Id).Where(post => post.Id == id).Select(post => (Guid?)post.OwnerId).SingleOrDefaultAsync(cancellation);
                if (owner is null) return false;
                var post = database.Set<DiaryPost>().Where(row => row.Id == id);
                if (order.Hidden == true && await post.Where(row => row.HiddenAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.HiddenAt, now), cancellation) > 0) deeds.Add(AuditActions.HidePost);
                if (order.Hidden == false && await post.Where(row => row.HiddenAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.HiddenAt, (DateTimeOffset?)null), cancellation) > 0) deeds.Add(AuditActions.RestorePost);
                if (order.Warn) deeds.Add(AuditActions.WarnOfPost);
                await SettleAsync(database, deeds, new() { Id = Guid.CreateVersion7(now), ReporterId = admin.Id, SubjectId = id, PostId = id, Reason = ReportReason.Other, CreatedAt = now, SettledAt = now }, cancellation);
                return true;
            },
            cancellation);
        if (owner is not { } author) return false;
        await TellAsync(admin, deeds, id, id, author, cancellation);
        return true;
    }

    /// <summary>Decides about a comment; false when there is none that the admin may see, or that was reported.</summary>
    public async Task<bool> DecideAboutCommentAsync(Actor admin, Guid id, ModerationOrder order, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        (Guid Post, Guid Owner)? about = null;
        var deeds = new List<string>();
        await databases.InTransactionAsync(
            async database =>
            {
                deeds.Clear();
                var (readable, reports) = (database.CommentsReadableBy(admin.Id), database.Set<Report>());
                var found = await database.Set<PostComment>()
                    .Where(comment => comment.Id == id && comment.DeletedAt == null && (comment.HiddenAt != null || readable.Any(one => one.Id == id) || reports.Any(report => report.SubjectId == id && report.SettledAt == null)))
                    .Select(comment => new { comment.PostId, comment.OwnerId }).SingleOrDefaultAsync(cancellation);
                if (found is null) return false;
                about = (found.PostId, found.OwnerId);
                var row = database.Set<PostComment>().Where(comment => comment.Id == id);
                if (order.Hidden == true && await row.Where(comment => comment.HiddenAt == null).ExecuteUpdateAsync(set => set.SetProperty(comment => comment.HiddenAt, now), cancellation) > 0) deeds.Add(AuditActions.HideComment);
                if (order.Hidden == false && await row.Where(comment => comment.HiddenAt != null).ExecuteUpdateAsync(set => set.SetProperty(comment => comment.HiddenAt, (DateTimeOffset?)null), cancellation) > 0) deeds.Add(AuditActions.RestoreComment);
                if (order.Warn) deeds.Add(AuditActions.WarnOfComment);
                await SettleAsync(
                    database, deeds, new() { Id = Guid.CreateVersion7(now), ReporterId = admin.Id, SubjectId = id, PostId = found.PostId, CommentId = id, Reason = ReportReason.Other, CreatedAt = now, SettledAt = now }, cancellation);
                return true;
            },
            cancellation);
        if (about is not var (post, author)) return false;
        await TellAsync(admin, deeds, id, post, author, cancellation);
        await events.TellAsync(PostComments.TopicOf(post), "");
        return true;
    }

    /// <summary>The reports wait no more. What is hidden without one gets the admin's, so that it can be found again.</summary>
    private static async Task SettleAsync(AppDbContext database, List<string> deeds, Report own, CancellationToken cancellation)
    {
        var reports = database.Set<Report>().Where(report => report.SubjectId == own.SubjectId);
        var settled = await reports.Where(report => report.SettledAt == null).ExecuteUpdateAsync(set => set.SetProperty(report => report.SettledAt, own.SettledAt), cancellation);
        if (settled > 0 && deeds.Count == 0) deeds.Add(AuditActions.DismissReports);
        if (!deeds.Exists(deed => deed is AuditActions.HidePost or AuditActions.HideComment) || await reports.AnyAsync(cancellation)) return;
        database.Add(own);
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>What was done is in the log, and its author knows.</summary>
    private async Task TellAsync(Actor admin, List<string> deeds, Guid subject, Guid post, Guid author, CancellationToken cancellation)
    {
        foreach (var deed in deeds)
        {
            await audit.WriteAsync(admin, deed, $"{subject}", null, cancellation);
            NotificationKind? kind = deed switch
            {
                AuditActions.HidePost => NotificationKind.Hidden,
                AuditActions.RestorePost => NotificationKind.Restored,
                AuditActions.WarnOfPost => NotificationKind.Warned,
                AuditActions.HideComment => NotificationKind.CommentHidden,
                AuditActions.RestoreComment => NotificationKind.CommentRestored,
                AuditActions.WarnOfComment => NotificationKind.CommentWarned,
                _ => null,
            };
            if (kind is { } told) await notifier.DecidedAsync(author, told, post, cancellation);
        }
    }
}

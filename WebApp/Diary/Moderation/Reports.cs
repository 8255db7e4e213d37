using Iris.Diary.Comments;
using Iris.Diary.Posts;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Moderation;

/// <summary>What somebody has against a post or a comment.</summary>
/// <param name="Reason"><c>spam</c>, <c>insult</c>, <c>sexual</c>, <c>violence</c>, <c>privacy</c> or <c>other</c>.</param>
/// <param name="Note">More about it, of at most 500 characters; may be missing.</param>
public sealed record ReportContent(string? Reason, string? Note = null);

/// <summary>Where people report what they read.</summary>
internal sealed class Reports(IDbContextFactory<AppDbContext> databases, FirstDay firstDay, TimeProvider clock)
{
    /// <summary>Reports a post, or a comment to it. Reporting twice is no error; once an admin has decided, it opens the case again.</summary>
    /// <param name="person">Who reports.</param>
    /// <param name="post">Which post.</param>
    /// <param name="comment">Which comment to it; null: the post itself.</param>
    /// <param name="content">Why.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>True, or <c>reason-unknown</c>, <c>note-long</c> (400), <c>own-words</c> (409), <c>first-day</c> (429); null: there is no such thing that the person may read.</returns>
    public async Task<Outcome<bool>?> ReportAsync(Guid person, Guid post, Guid? comment, ReportContent content, CancellationToken cancellation)
    {
        var note = PlainText.OneLine(content.Note);
        if (await OwnerAsync(person, post, comment, cancellation) is not { } owner) return null;
        if (ApiWords.Find<ReportReason>(content.Reason) is not { } reason) return Refusal.Of<ModerationText>("reason-unknown", StatusCodes.Status400BadRequest);
        if (note.Length > Report.LongestNote) return Refusal.Of<ModerationText>("note-long", StatusCodes.Status400BadRequest, Report.LongestNote);
        if (owner == person) return Refusal.Of<ModerationText>("own-words", StatusCodes.Status409Conflict);

        var (now, subject) = (clock.GetUtcNow(), comment ?? post);
        var kept = note.Length > 0 ? note : null;
        Refusal? spent = null;
        await databases.InTransactionAsync(
            async database =>
            {
                // The same person's reports follow each other from here on, so that there is one row for a thing.
                await database.QueueUpAsync(person, cancellation);
                var mine = database.Set<Report>().Where(report => report.ReporterId == person && report.SubjectId == subject);
                if (await mine.AnyAsync(cancellation))
                {
                    await mine.ExecuteUpdateAsync(
                        set => set.SetProperty(report => report.Reason, reason).SetProperty(report => report.Note, kept).SetProperty(report => report.SettledAt, (DateTimeOffset?)null), cancellation);
                    return true;
                }

                spent = await firstDay.TakeAsync(database, person, PublicDeed.Report, cancellation);
                if (spent is not null) return false;
                database.Add(new Report { Id = Guid.CreateVersion7(now), ReporterId = person, SubjectId = subject, PostId = post, CommentId = comment, Reason = reason, Note = kept, CreatedAt = now });
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return spent is not null ? spent : true;
    }

    private async Task<Guid?> OwnerAsync(Guid person, Guid post, Guid? comment, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return comment is { } id
            ? await database.CommentsReadableBy(person).Where(row => row.Id == id && row.PostId == post).Select(row => (Guid?)row.OwnerId).SingleOrDefaultAsync(cancellation)
            : await database.ReadableBy(person).Where(row => row.Id == post).Select(row => (Guid?)row.OwnerId).SingleOrDefaultAsync(cancellation);
    }
}

using Iris.Diary.Posts;

namespace Iris.Diary.Moderation.Administration;

/// <summary>Which of what was reported an admin looks at.</summary>
public enum ReportedState
{
    /// <summary>Nobody has decided yet.</summary>
    Open,

    /// <summary>It is hidden, and can be shown again.</summary>
    Hidden,
}

/// <summary>So many gave this reason.</summary>
public sealed record ReasonCount(ReportReason Reason, int Count);

/// <summary>A post or a comment that was reported, with all that is said against it.</summary>
/// <param name="PostId">The post, or that of the comment.</param>
/// <param name="CommentId">Null: it is a post.</param>
/// <param name="Author">The nickname of who wrote it.</param>
/// <param name="Title">Of the post.</param>
/// <param name="Text">The beginning of the post's, or all of the comment's.</param>
/// <param name="ImageUrl">The picture of a post; null without one.</param>
/// <param name="Visibility">Of the post.</param>
/// <param name="Hidden">Whether it is hidden now.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="ReportedAt">When the first of these reports came.</param>
/// <param name="Reasons">What people gave as reasons, the most frequent first.</param>
/// <param name="Notes">What some of them added, the newest first.</param>
public sealed record ReportedThing(
    Guid PostId, Guid? CommentId, string Author, string Title, string Text, string? ImageUrl, PostVisibility Visibility, bool Hidden, DateTimeOffset WrittenAt, DateTimeOffset ReportedAt,
    IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<string> Notes)
{
    /// <summary>So much of a post's text is shown.</summary>
    public const int ExcerptLength = 1000;

    /// <summary>So many notes are shown.</summary>
    public const int MostNotes = 5;
}

/// <summary>One page of the queue, in the order in which things were reported.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record ReportedSlice(IReadOnlyList<ReportedThing> Items, string? NextCursor);

/// <summary>What an admin decides; whatever it is, the reports are settled with it.</summary>
/// <param name="Hidden">Hides it, or shows it again; null: it stays as it is.</param>
/// <param name="Warn">Whether its author is told that it is against the rules.</param>
public sealed record ModerationOrder(bool? Hidden = null, bool Warn = false);

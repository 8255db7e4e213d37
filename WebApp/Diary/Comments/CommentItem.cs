namespace Iris.Diary.Comments;

/// <summary>What somebody wants to say.</summary>
/// <param name="Text">Plain text of at most 1,000 characters.</param>
public sealed record CommentContent(string? Text);

/// <summary>A comment as pages and the API show it.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Author">The nickname of who wrote it.</param>
/// <param name="AvatarUrl">A small JPEG of who wrote it, or null.</param>
/// <param name="Mine">Whether that is who reads it.</param>
/// <param name="Deletable">Whether who reads it may delete it, having written it or the post.</param>
/// <param name="Text">With line feeds.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When it was last changed, or null.</param>
/// <param name="Hidden">Whether an admin keeps it from everybody but its author.</param>
public sealed record CommentItem(Guid Id, string Author, string? AvatarUrl, bool Mine, bool Deletable, string Text, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, bool Hidden);

/// <summary>One page of the comments of a post, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record CommentSlice(IReadOnlyList<CommentItem> Items, string? NextCursor);

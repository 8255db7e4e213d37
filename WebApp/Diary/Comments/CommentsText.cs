namespace Iris.Diary.Comments;

/// <summary>Names the resources of this folder.</summary>
public sealed class CommentsText;

namespace Iris.Diary.Posts;

/// <summary>Names the resources of this folder.</summary>
public sealed class PostsText;

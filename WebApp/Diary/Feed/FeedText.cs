namespace Iris.Diary.Feed;

/// <summary>Names the resources of this folder.</summary>
public sealed class FeedText;

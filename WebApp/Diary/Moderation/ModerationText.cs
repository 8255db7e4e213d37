namespace Iris.Diary.Moderation;

/// <summary>Names the resources of this folder.</summary>
public sealed class ModerationText;

namespace Iris.Diary.Painting;

/// <summary>Names the resources of this folder.</summary>
public sealed class PaintingText;

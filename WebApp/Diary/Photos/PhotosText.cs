namespace Iris.Diary.Photos;

/// <summary>Names the resources of this folder.</summary>
public sealed class PhotosText;

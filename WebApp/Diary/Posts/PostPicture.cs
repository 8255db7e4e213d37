namespace Iris.Diary.Posts;

/// <summary>A picture of a post, for whoever may read the post.</summary>
/// <param name="Number">Which of them, from 0.</param>
/// <param name="ImageUrl">The picture.</param>
/// <param name="ThumbnailUrl">A small JPEG.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
public sealed record PostPicture(int Number, string ImageUrl, string ThumbnailUrl, int Width, int Height);

using Iris.Gallery;
using Iris.Instruments.Readings;

namespace Iris.Diary.Posts;

/// <summary>A post as a list shows it; the whole text is at <c>/api/v1/diary/posts/{id}</c>.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When it was last changed, or null.</param>
/// <param name="Title">On one line.</param>
/// <param name="Excerpt">The first <see cref="ExcerptLength"/> characters of the text.</param>
/// <param name="Visibility">Private.</param>
/// <param name="PictureId">The reading it shows, or showed before that was deleted; null: none.</param>
/// <param name="ThumbnailUrl">A small JPEG; null without a picture, or when that is gone.</param>
public sealed record PostItem(
    Guid Id, DateOnly Day, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string Title, string Excerpt, PostVisibility Visibility, Guid? PictureId, string? ThumbnailUrl)
{
    public const int ExcerptLength = 240;
}

/// <summary>One page of a list, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record PostSlice(IReadOnlyList<PostItem> Items, string? NextCursor);

/// <summary>A whole post as its pages show it. See <see cref="PostItem"/> for the fields of the same name.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When it was last changed, or null.</param>
/// <param name="Title">On one line.</param>
/// <param name="Text">At most 10,000 characters: 80 KB where a prerendered page hands them over to its circuit.</param>
/// <param name="PictureId">The reading it shows, or showed before that was deleted; null: none.</param>
/// <param name="Picture">The reading itself; null without one, or when it is gone.</param>
public sealed record WholePost(Guid Id, DateOnly Day, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string Title, string Text, Guid? PictureId, GalleryItem? Picture);

/// <summary>A whole post as the API answers it. See <see cref="PostItem"/> for the fields of the same name.</summary>
internal sealed record PostDocument(
    Guid Id, DateOnly Day, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string Title, string Text, PostVisibility Visibility, Guid? PictureId, string? ImageUrl, string? ThumbnailUrl)
{
    /// <param name="post">To describe.</param>
    /// <param name="hasPicture">Whether the reading that it names is there.</param>
    public static PostDocument Of(DiaryPost post, bool hasPicture) => new(
        post.Id, post.Day, post.CreatedAt, post.EditedAt, post.Title, post.Text, post.Visibility, post.PictureId,
        hasPicture ? ReadingUrls.Image(post.PictureId!.Value) : null,
        hasPicture ? ReadingUrls.Thumbnail(post.PictureId!.Value) : null);
}

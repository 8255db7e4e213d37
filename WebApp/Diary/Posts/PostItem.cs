using Iris.Gallery;

namespace Iris.Diary.Posts;

/// <summary>A post as a list shows it; the whole text is at <c>/api/v1/diary/posts/{id}</c>.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When it was last changed, or null.</param>
/// <param name="Title">On one line.</param>
/// <param name="Excerpt">The beginning of the text without its markup, which … ends where the text goes on.</param>
/// <param name="Visibility">Who may read it.</param>
/// <param name="DiaryId">The shared diary of a secret post.</param>
/// <param name="PictureId">The reading it shows, or showed before that was deleted; null: none, or another person's.</param>
/// <param name="ThumbnailUrl">A small JPEG; null without a picture, or when that is gone.</param>
/// <param name="Author">The nickname of who wrote it.</param>
/// <param name="Mine">Whether that is who reads it.</param>
/// <param name="Tags">In the order in which they were written.</param>
/// <param name="Likes">By so many people.</param>
/// <param name="Liked">Among them who reads it.</param>
/// <param name="Hidden">Whether an admin keeps it from everybody but its author.</param>
/// <param name="Mood">How the day felt, or null.</param>
/// <param name="Weather">What the sky was like, or null.</param>
public sealed record PostItem(
    Guid Id, DateOnly Day, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string Title, string Excerpt, PostVisibility Visibility, Guid? DiaryId, Guid? PictureId, string? ThumbnailUrl,
    string Author, bool Mine, IReadOnlyList<string> Tags, int Likes, bool Liked, bool Hidden, Mood? Mood, Weather? Weather)
{
    public const int ExcerptLength = 240;

    /// <summary>As it is shown: what the database answers is the beginning of what was written.</summary>
    internal PostItem Readable() => this with { Excerpt = PostMarkdown.Plain(Excerpt) + (Excerpt.Length < ExcerptLength ? null : "…") };
}

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record PostSlice(IReadOnlyList<PostItem> Items, string? NextCursor);

/// <summary>A whole post as its form shows it. See <see cref="PostItem"/> for the fields of the same name.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="Title">On one line.</param>
/// <param name="Text">At most 10,000 characters: 80 KB where a prerendered page hands them over to its circuit.</param>
/// <param name="PictureIds">The readings it shows, or showed before they were deleted.</param>
/// <param name="Pictures">The readings themselves, without those that are gone.</param>
/// <param name="Visibility">Who may read it.</param>
/// <param name="DiaryId">The shared diary of a secret post.</param>
/// <param name="Tags">With spaces between them.</param>
/// <param name="Mood">How the day felt, or null.</param>
/// <param name="Weather">What the sky was like, or null.</param>
public sealed record WholePost(
    Guid Id, DateOnly Day, string Title, string Text, IReadOnlyList<Guid> PictureIds, IReadOnlyList<GalleryItem> Pictures, PostVisibility Visibility, Guid? DiaryId, string Tags, Mood? Mood, Weather? Weather);

/// <summary>A whole post as its page and the API show it; its picture, and the fields of it, are the first of its pictures. See <see cref="PostItem"/> and <see cref="WholePost"/> for the fields of the same name.</summary>
public sealed record PostDocument(
    Guid Id, DateOnly Day, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string Title, string Text, PostVisibility Visibility, Guid? DiaryId, Guid? PictureId, string? ImageUrl, string? ThumbnailUrl,
    int? Width, int? Height, string Author, bool Mine, IReadOnlyList<string> Tags, int Likes, bool Liked, bool Hidden, Mood? Mood, Weather? Weather, IReadOnlyList<Guid> PictureIds, IReadOnlyList<PostPicture> Pictures);

/// <summary>Where the pictures of a post are. They open for whoever may read the post.</summary>
internal static class PostUrls
{
    /// <param name="post">Of which post.</param>
    /// <param name="picture">Which of them, from 0.</param>
    public static string Image(Guid post, int picture) => $"{PostEndpoints.Path}/{post}/image{Which(picture)}";

    /// <inheritdoc cref="Image"/>
    public static string Thumbnail(Guid post, int picture) => $"{PostEndpoints.Path}/{post}/thumbnail{Which(picture)}";

    private static string? Which(int picture) => picture == 0 ? null : $"?picture={picture}";
}

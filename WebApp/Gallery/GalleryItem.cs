using Iris.Instruments.Readings;

namespace Iris.Gallery;

/// <summary>A reading as a list shows it; the whole result is at <c>/api/v1/gallery/{id}</c>.</summary>
/// <param name="Id">Of the reading.</param>
/// <param name="Kind">Slug of the kind.</param>
/// <param name="Title">Name of the kind in the reader's language.</param>
/// <param name="Headline">The result in a few words, in the reader's language.</param>
/// <param name="CreatedAt">When it was analysed.</param>
/// <param name="Width">Of the picture in pixels.</param>
/// <param name="Height">Of the picture in pixels.</param>
/// <param name="Model">Version of what produced the result.</param>
/// <param name="ElapsedMs">Decoding and analysis in milliseconds.</param>
public sealed record GalleryItem(
    Guid Id, string Kind, string Title, string Headline, DateTimeOffset CreatedAt, int Width, int Height, string Model, double ElapsedMs)
{
    public string ImageUrl => ReadingUrls.Image(Id);

    public string AnnotatedUrl => ReadingUrls.Annotated(Id);

    public string ThumbnailUrl => ReadingUrls.Thumbnail(Id);
}

/// <summary>One page of a list, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record GallerySlice(IReadOnlyList<GalleryItem> Items, string? NextCursor);

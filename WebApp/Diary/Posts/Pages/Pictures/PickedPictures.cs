using Iris.Gallery;

namespace Iris.Diary.Posts.Pages.Pictures;

/// <summary>The pictures of a post as its form has them.</summary>
/// <param name="Ids">In their order, with those that are gone.</param>
/// <param name="Items">Those that there are.</param>
public sealed record PickedPictures(IReadOnlyList<Guid> Ids, IReadOnlyList<GalleryItem> Items);

namespace Iris.Gallery;

/// <summary>Names the resources of this folder.</summary>
public sealed class GalleryText;

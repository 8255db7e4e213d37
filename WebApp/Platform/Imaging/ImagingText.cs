namespace Iris.Platform.Imaging;

/// <summary>Marks the resources with the sentences of this folder.</summary>
public sealed class ImagingText;

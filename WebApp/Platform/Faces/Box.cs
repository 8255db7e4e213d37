namespace Iris.Platform.Faces;

/// <summary>A rectangle in picture pixels; the origin is the picture's top left corner.</summary>
public readonly record struct Box(float X, float Y, float Width, float Height);

using Iris.Platform.Imaging;

namespace Iris.Platform.Diffusion;

/// <summary>Where a picture stands.</summary>
/// <param name="Step">Steps done, from 1.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Preview">A small picture of what is coming, which the receiver disposes, or null.</param>
public readonly record struct PaintingProgress(int Step, int Steps, Picture? Preview);

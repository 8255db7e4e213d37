namespace Iris.Platform.Diffusion;

/// <summary>Names the resources of this folder.</summary>
public sealed class DiffusionText;

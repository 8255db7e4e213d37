namespace Iris.Platform.Compute;

/// <summary>Names the resources of this folder.</summary>
public sealed class ComputeText;

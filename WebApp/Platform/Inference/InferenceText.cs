namespace Iris.Platform.Inference;

/// <summary>Names the resources of this folder.</summary>
public sealed class InferenceText;

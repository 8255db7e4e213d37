namespace Iris.Platform.Inference;

/// <summary>Where a network comes from. Features register theirs as singletons; <see cref="ModelRegistry"/> loads each once, when it is first needed.</summary>
/// <param name="Name">Unique, such as <c>facemesh</c>; used in metrics.</param>
/// <param name="Version">Of the weights, such as <c>human-3.3.6</c>; stored with every reading.</param>
/// <param name="Load">Reads or assembles the ONNX model; called at most once per process, and again only after it failed.</param>
public sealed record ModelSource(string Name, string Version, Func<byte[]> Load);

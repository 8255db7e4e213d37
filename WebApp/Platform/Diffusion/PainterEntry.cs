namespace Iris.Platform.Diffusion;

/// <summary>A painter in the catalogue, or a folder that should be one.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">Null when there is a problem.</param>
/// <param name="Problem">What exactly is missing or wrong in the folder, or with its server, as a sentence in the reader's language; null when it can paint.</param>
/// <param name="Server">Name of the server that runs its networks; null when this process does, or when there is a problem.</param>
public sealed record PainterEntry(string Id, string Name, PainterDescription? Description, string? Problem, string? Server = null);

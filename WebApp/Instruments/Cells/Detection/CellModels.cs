using Iris.Platform.Inference;

namespace Iris.Instruments.Cells.Detection;

/// <summary>The two networks that this project trained; their card is models/cells/card.md. The program carries them in <c>models/cells</c> beside itself.</summary>
internal static class CellModels
{
    public const string Detector = "cells-detector";
    public const string Scale = "cells-scale";

    /// <summary>Of weights and rules together; stored with every reading. Raise it when either changes what is counted.</summary>
    public const string Version = "iris-cells 1.2";

    public static IReadOnlyList<ModelSource> Sources { get; } = [Source(Detector, "model.onnx"), Source(Scale, "scale.onnx")];

    private static ModelSource Source(string name, string file) =>
        new(name, Version, () => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "cells", file)));
}

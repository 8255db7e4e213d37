using Iris.Platform.Faces.TensorFlow;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces.Human;

/// <summary>The networks of npm @vladmandic/human, converted when first loaded. That takes less than a tenth of a second each, so nothing is cached.</summary>
internal static class HumanModels
{
    public const string BlazeFace = "blazeface";
    public const string Mesh = "facemesh";
    public const string Iris = "iris";
    public const string FaceRes = "faceres";
    public const string Body = "movenet-lightning";

    /// <summary>The package's version.</summary>
    public const string Version = "human-3.3.6";

    /// <summary>What faces and shoulders need. The package has more networks that convert, such as its spoof networks: <see cref="Source"/>.</summary>
    public static IReadOnlyList<ModelSource> All { get; } =
    [
        Source(BlazeFace, BlazeFaceDetector.Outputs),
        Source(Mesh, MeshNet.Outputs),
        Source(Iris, IrisNet.Outputs),
        Source(FaceRes, FaceResNet.Outputs),
        Source(Body, BodyNet.Outputs),
    ];

    /// <summary>A network by the name of its file in the package's <c>models</c> folder.</summary>
    /// <param name="name">Without <c>.json</c>.</param>
    /// <param name="outputs">Outputs that the caller reads: their names and how many numbers each has for one picture. A network without them is refused when it is loaded.</param>
    public static ModelSource Source(string name, params (string Name, int Length)[] outputs) => new(name, Version, () => Load(name, outputs));

    /// <summary>Reads, converts and checks a network.</summary>
    /// <exception cref="DirectoryNotFoundException">The package was never restored.</exception>
    /// <exception cref="InvalidDataException">The network has not the outputs that are asked for.</exception>
    public static byte[] Load(string name, params ReadOnlySpan<(string Name, int Length)> outputs)
    {
        var converted = GraphConverter.Convert(GraphModel.Read(Path.Combine(NodePackages.Find("@vladmandic/human"), "models", $"{name}.json")));
        foreach (var (output, length) in outputs)
        {
            if (!converted.Outputs.TryGetValue(output, out var shape) || Math.Abs(shape.Aggregate(1L, (product, size) => product * size)) != length)
            {
                throw new InvalidDataException($"{name} has no output '{output}' of {length} numbers.");
            }
        }

        return converted.Onnx;
    }
}

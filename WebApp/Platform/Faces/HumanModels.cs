using Iris.Platform.Faces.TensorFlow;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces;

/// <summary>Networks of the npm package @vladmandic/human, converted when first loaded.</summary>
internal static class HumanModels
{
    private const string Package = "@vladmandic/human", PackageVersion = "human-3.3.6";

    /// <summary>A network by the name of its file in the package's <c>models</c> folder.</summary>
    public static ModelSource Source(string name) => new(name, PackageVersion, () => Load(name));

    /// <summary>Reads and converts a network.</summary>
    /// <exception cref="DirectoryNotFoundException">The package was never restored.</exception>
    public static byte[] Load(string name) =>
        GraphConverter.Convert(GraphModel.Read(Path.Combine(NodePackages.Find(Package), "models", $"{name}.json")));
}

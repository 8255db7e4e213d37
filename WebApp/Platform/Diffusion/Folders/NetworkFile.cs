using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>A network of a folder; a missing or strange input or output is a <see cref="FolderProblemException"/>.</summary>
/// <param name="file">Its name in the folder, or what its server calls it.</param>
/// <param name="content">What the file, or the server, says of it.</param>
internal sealed class NetworkFile(string file, NetworkPorts content)
{
    private static readonly ElementType[] Reals = [ElementType.Float, ElementType.Half];
    private static readonly ElementType[] Numbers = [ElementType.Float, ElementType.Half, ElementType.Int32, ElementType.Int64];
    private static readonly ElementType[] Integers = [ElementType.Int32, ElementType.Int64];

    public string File => file;

    /// <summary>An input of real numbers.</summary>
    public OnnxPort Real(string name, int dimensions) => Port("missing-input", content.Inputs, name, Reals, dimensions);

    /// <summary>An input of integers.</summary>
    public OnnxPort Integer(string name, int dimensions) => Port("missing-input", content.Inputs, name, Integers, dimensions);

    /// <summary>An input of any numbers: a scalar or a list.</summary>
    public OnnxPort Number(string name) => Port("missing-input", content.Inputs, name, Numbers, 0, 1);

    public OnnxPort Output(string name, int dimensions) => Port("missing-output", content.Outputs, name, Reals, dimensions);

    public bool HasInput(string name) => content.Inputs.Any(input => input.Name == name);

    /// <summary>Refuses a network that wants more than this.</summary>
    public void WantsOnly(params IEnumerable<string> names)
    {
        if (content.Inputs.FirstOrDefault(input => !names.Contains(input.Name)) is { } other) throw new FolderProblemException("unknown-input", file, other.Name);
    }

    /// <summary>Refuses a network that takes only so many pictures or texts at a time.</summary>
    public void TakesAnyBatch(OnnxPort input)
    {
        if (input.Shape[0] is { } batch) throw new FolderProblemException("fixed-batch", file, input.Name, batch);
    }

    private OnnxPort Port(string missing, IReadOnlyList<OnnxPort> ports, string name, ElementType[] types, params int[] dimensions)
    {
        var port = ports.FirstOrDefault(port => port.Name == name)
            ?? throw new FolderProblemException(missing, file, name, string.Join(", ", ports.Select(port => port.Name)));
        if (!types.Contains(port.Type)) throw new FolderProblemException("wrong-type", file, name, port.Type, string.Join(", ", types));
        return dimensions.Contains(port.Shape.Count)
            ? port
            : throw new FolderProblemException("wrong-dimensions", file, name, port.Shape.Count, string.Join(", ", dimensions));
    }
}

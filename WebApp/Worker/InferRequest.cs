using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Protocol;

namespace Iris.Worker;

/// <summary>A run that is asked for, checked against its network: whatever the bytes say, the tensors fit.</summary>
internal sealed class InferRequest : IDisposable
{
    /// <summary>Pictures or texts of one run: guidance takes two.</summary>
    private const int LargestBatch = 8;

    private readonly List<(string Name, Tensor Tensor)> inputs = [];

    private InferRequest(InferDocument document) => (Id, IsBinary) = (document.Id, document.Parameters?.BinaryDataOutput ?? false);

    /// <summary>The caller's name for it, which the answer repeats.</summary>
    public string? Id { get; }

    /// <summary>Whether the output is wanted in binary.</summary>
    public bool IsBinary { get; private set; }

    public ReadOnlySpan<(string Name, Tensor Tensor)> Inputs => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(inputs);

    /// <summary>Reads a request.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="length">The value of its header <see cref="ProtocolJson.LengthHeader"/>, or null.</param>
    /// <param name="network">What is to be run.</param>
    /// <exception cref="ProtocolException">It is wrong, or does not fit the network.</exception>
    public static InferRequest Read(ReadOnlySpan<byte> body, string? length, ServedNetwork network)
    {
        ProtocolJson.Split(body, length, out var json, out var binary);
        var document = ProtocolJson.Parse<InferDocument>(json);
        var request = new InferRequest(document);
        try
        {
            foreach (var tensor in ProtocolJson.Whole(document.Inputs)) request.Add(tensor, json, ref binary, network);
            if (network.Inputs.FirstOrDefault(port => request.inputs.TrueForAll(given => given.Name != port.Name)) is { } missing)
            {
                throw new ProtocolException($"The input '{missing.Name}' is missing.");
            }

            if (binary.Length > 0) throw new ProtocolException($"{binary.Length} bytes belong to no input.");
            request.Want(document.Outputs ?? [], network);
            return request;
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    public void Dispose() => inputs.ForEach(input => input.Tensor.Dispose());

    private void Add(TensorDocument given, ReadOnlySpan<byte> json, ref ReadOnlySpan<byte> binary, ServedNetwork network)
    {
        var port = network.Inputs.FirstOrDefault(port => port.Name == given.Name)
            ?? throw new ProtocolException($"There is no input '{given.Name}', only {string.Join(", ", network.Inputs.Select(port => port.Name))}.");
        if (inputs.Exists(input => input.Name == given.Name)) throw new ProtocolException($"The input '{given.Name}' is given twice.");
        if (given.Datatype != DataTypes.NameOf(port.Type)) throw new ProtocolException($"The input '{given.Name}' has the datatype {DataTypes.NameOf(port.Type)}.");
        if (!Fits(port, given.Shape)) throw new ProtocolException($"The input '{given.Name}' has the shape [{string.Join(", ", port.Shape.Select(size => size ?? -1))}], with at most {LargestBatch} for -1.");

        var tensor = Tensor.Rent(port.Type, [.. given.Shape]);
        inputs.Add((port.Name, tensor));
        if (given.Parameters?.BinaryDataSize is { } size)
        {
            var raw = ProtocolJson.Take(ref binary, given, size);
            if (raw.Length != tensor.Bytes.Length) throw new ProtocolException($"The input '{given.Name}' has {tensor.Bytes.Length} bytes in this shape, not {size}.");
            raw.CopyTo(tensor.Bytes);
        }
        else
        {
            TensorJson.Read(given.Name, json.Slice(given.Data.Start, given.Data.Length), port.Type, tensor.Bytes);
        }
    }

    private void Want(IReadOnlyList<WantedDocument> outputs, ServedNetwork network)
    {
        foreach (var output in ProtocolJson.Whole(outputs))
        {
            if (output.Name != network.Output.Name) throw new ProtocolException($"There is no output '{output.Name}', only {network.Output.Name}.");
            IsBinary = output.Parameters?.BinaryData ?? IsBinary;
        }
    }

    private static bool Fits(OnnxPort port, IReadOnlyList<long> shape)
    {
        if (shape.Count != port.Shape.Count) return false;
        for (var axis = 0; axis < shape.Count; axis++)
        {
            if (port.Shape[axis] is { } size ? shape[axis] != size : shape[axis] is < 1 or > LargestBatch) return false;
        }

        return true;
    }
}

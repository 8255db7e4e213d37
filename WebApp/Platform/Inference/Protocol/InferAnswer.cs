using System.Runtime.InteropServices;
using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Inference.Protocol;

/// <summary>Reads what a server answered to a run.</summary>
internal static class InferAnswer
{
    /// <summary>The most bytes that such an answer can have: numbers in JSON are longer than in binary, and servers may add outputs that nobody asked for.</summary>
    public static int LargestBody(int elements) => (int)Math.Min(Array.MaxLength, (1 << 16) + 32L * elements);

    /// <summary>Copies an output, which may be in binary or in JSON, float or half.</summary>
    /// <param name="body">The whole answer.</param>
    /// <param name="length">The value of its header <see cref="ProtocolJson.LengthHeader"/>, or null.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="target">Receives all elements.</param>
    /// <exception cref="ProtocolException">It is no such answer.</exception>
    public static void Read(ReadOnlySpan<byte> body, string? length, string output, Span<float> target)
    {
        ProtocolJson.Split(body, length, out var json, out var binary);
        foreach (var tensor in ProtocolJson.Whole(ProtocolJson.Parse<AnswerDocument>(json).Outputs))
        {
            var isBinary = tensor.Parameters?.BinaryDataSize is not null;
            var raw = isBinary ? ProtocolJson.Take(ref binary, tensor, tensor.Parameters!.BinaryDataSize!.Value) : default;
            if (tensor.Name != output) continue;
            if (isBinary) Copy(tensor, raw, target);
            else TensorJson.Read(output, json.Slice(tensor.Data.Start, tensor.Data.Length), ElementType.Float, MemoryMarshal.AsBytes(target));
            return;
        }

        throw new ProtocolException($"The answer has no output '{output}'.");
    }

    private static void Copy(TensorDocument tensor, ReadOnlySpan<byte> raw, Span<float> target)
    {
        var type = DataTypes.Parse(tensor.Datatype);
        if (type is not (ElementType.Float or ElementType.Half)) throw new ProtocolException($"'{tensor.Name}' holds {tensor.Datatype}; FP32 or FP16 was expected.");
        if (raw.Length != (long)target.Length * Tensor.SizeOf(type))
        {
            throw new ProtocolException($"'{tensor.Name}' has the shape {string.Join(" × ", tensor.Shape)} in {raw.Length} bytes; {target.Length} elements were expected.");
        }

        if (type == ElementType.Float)
        {
            raw.CopyTo(MemoryMarshal.AsBytes(target));
            return;
        }

        var halves = MemoryMarshal.Cast<byte, Half>(raw);
        for (var i = 0; i < target.Length; i++) target[i] = (float)halves[i];
    }
}

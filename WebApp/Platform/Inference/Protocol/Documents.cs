using System.Text.Json.Serialization;
using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Inference.Protocol;

// The JSON of the Open Inference Protocol, version 2, with its binary tensor data extension; as far as Iris speaks it.

/// <summary>What a server says of itself.</summary>
internal sealed record ServerDocument(string Name, string Version, IReadOnlyList<string> Extensions);

/// <summary>What a server says of a model.</summary>
internal sealed record ModelDocument(
    string Name, IReadOnlyList<PortDocument> Inputs, IReadOnlyList<PortDocument> Outputs, IReadOnlyList<string>? Versions = null, string? Platform = null);

/// <summary>An input or output of a model.</summary>
/// <param name="Name">As the graph calls it.</param>
/// <param name="Datatype">See <see cref="DataTypes"/>.</param>
/// <param name="Shape">-1 for a dimension that is not fixed.</param>
/// <param name="DimensionNames">Ours: equal names stand for equal sizes, null for a dimension without one. Other servers leave it out.</param>
internal sealed record PortDocument(string Name, string Datatype, IReadOnlyList<long> Shape, IReadOnlyList<string?>? DimensionNames = null)
{
    public static PortDocument Of(OnnxPort port) => new(
        port.Name,
        DataTypes.NameOf(port.Type),
        [.. port.Shape.Select(size => (long)(size ?? -1))],
        [.. port.Symbols.Select((symbol, axis) => port.Shape[axis] is null ? symbol : null)]);

    /// <summary>As it would stand in a model file.</summary>
    public OnnxPort ToPort()
    {
        var shape = Shape.Select(size => size is > 0 and <= int.MaxValue ? (int?)size : null).ToArray();
        return new OnnxPort(Name, DataTypes.Parse(Datatype), shape, DimensionNames is { } names && names.Count == shape.Length ? names : Unnamed(shape));
    }

    /// <summary>Servers that put requests together want one batch of all inputs, and networks that don't mind take it as well.</summary>
    private static string?[] Unnamed(int?[] shape) => [.. shape.Select((size, axis) => axis == 0 && size is null ? "batch" : null)];
}

/// <summary>A run that is asked for.</summary>
internal sealed record InferDocument(
    IReadOnlyList<TensorDocument> Inputs, IReadOnlyList<WantedDocument>? Outputs = null, string? Id = null, InferParameters? Parameters = null);

/// <summary>What a run gave.</summary>
internal sealed record AnswerDocument(IReadOnlyList<TensorDocument> Outputs);

/// <summary>An input of a run, or an output of an answer. Its elements are in <paramref name="Data"/>, or behind the JSON.</summary>
internal sealed record TensorDocument(string Name, string Datatype, IReadOnlyList<long> Shape, TensorParameters? Parameters = null, JsonPlace Data = default);

/// <summary>Where the elements of a tensor are.</summary>
/// <param name="BinaryDataSize">So many bytes behind the JSON, after those of the tensors before; null: in the JSON.</param>
internal sealed record TensorParameters(long? BinaryDataSize = null);

/// <summary>An output that is asked for.</summary>
internal sealed record WantedDocument(string Name, WantedParameters? Parameters = null);

/// <summary>How an output is wanted.</summary>
internal sealed record WantedParameters(bool? BinaryData = null);

/// <summary>How all outputs are wanted that say nothing themselves.</summary>
internal sealed record InferParameters(bool? BinaryDataOutput = null);

/// <summary>Why something was not done.</summary>
internal sealed record ErrorDocument([property: JsonPropertyName("error")] string Error);

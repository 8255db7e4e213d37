using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Inference.Protocol;

/// <summary>What the Open Inference Protocol calls element types.</summary>
internal static class DataTypes
{
    /// <summary>Such as <c>FP32</c>.</summary>
    /// <exception cref="ProtocolException">Iris does not serve such elements.</exception>
    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Float => "FP32",
        ElementType.Half => "FP16",
        ElementType.Int32 => "INT32",
        ElementType.Int64 => "INT64",
        _ => throw new ProtocolException($"Elements of the type {type} can't be sent."),
    };

    /// <summary>The type with this name; a number that <see cref="ElementType"/> does not name for all that Iris has no use for.</summary>
    public static ElementType Parse(string name) => name switch
    {
        "FP32" => ElementType.Float,
        "FP16" => ElementType.Half,
        "INT32" => ElementType.Int32,
        "INT64" => ElementType.Int64,
        _ => default,
    };
}

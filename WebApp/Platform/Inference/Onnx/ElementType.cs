using System.Diagnostics.CodeAnalysis;

namespace Iris.Platform.Inference.Onnx;

/// <summary>Element types of tensors that Iris feeds to networks, with the numbers of onnx.proto.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "They are named after what they hold.")]
public enum ElementType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Half = 10,
}

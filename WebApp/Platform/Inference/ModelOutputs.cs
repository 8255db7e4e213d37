using System.Runtime.InteropServices;
using Iris.Platform.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Iris.Platform.Inference;

/// <summary>What a run produced, in the runtime's own memory. Spans taken from it end with <see cref="Dispose"/>.</summary>
public sealed class ModelOutputs : IDisposable
{
    private readonly IDisposableReadOnlyCollection<OrtValue> values;
    private readonly string[] names;

    internal ModelOutputs(IDisposableReadOnlyCollection<OrtValue> values, string[] names) => (this.values, this.names) = (values, names);

    /// <summary>The elements of an output, row-major.</summary>
    public ReadOnlySpan<float> this[int index] => values[index].GetTensorDataAsSpan<float>();

    /// <summary>The elements of the output with this name, row-major.</summary>
    public ReadOnlySpan<float> this[string name] => this[IndexOf(name)];

    /// <summary>The shape of an output.</summary>
    public long[] Shape(int index) => values[index].GetTensorTypeAndShape().Shape;

    /// <summary>The element type of an output; one that <see cref="ElementType"/> does not name is possible.</summary>
    internal ElementType Type(int index) => (ElementType)values[index].GetTensorTypeAndShape().ElementDataType;

    /// <summary>The elements of an output as they lie in memory.</summary>
    internal ReadOnlySpan<byte> Bytes(int index) => values[index].GetTensorMutableRawData();

    /// <summary>Copies all elements of an output, float or half.</summary>
    /// <exception cref="InvalidDataException">The output has another number of elements or another type.</exception>
    public void Read(int index, Span<float> target)
    {
        var type = values[index].GetTensorTypeAndShape();
        if (type.ElementCount != target.Length)
        {
            throw new InvalidDataException($"'{names[index]}' has the shape {string.Join(" × ", type.Shape)}; {target.Length} elements were expected.");
        }

        switch (type.ElementDataType)
        {
            case TensorElementType.Float:
                this[index].CopyTo(target);
                break;
            case TensorElementType.Float16:
                var halves = MemoryMarshal.Cast<Float16, Half>(values[index].GetTensorDataAsSpan<Float16>());
                for (var i = 0; i < target.Length; i++) target[i] = (float)halves[i];
                break;
            default:
                throw new InvalidDataException($"'{names[index]}' holds {type.ElementDataType}; float or half was expected.");
        }
    }

    public void Dispose() => values.Dispose();

    private int IndexOf(string name)
    {
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new KeyNotFoundException($"The model has no output '{name}', only {string.Join(", ", names)}.");
    }
}

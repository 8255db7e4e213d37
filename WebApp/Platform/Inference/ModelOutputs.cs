using Microsoft.ML.OnnxRuntime;

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

    public void Dispose() => values.Dispose();

    private int IndexOf(string name)
    {
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new KeyNotFoundException($"The model has no output '{name}', only {string.Join(", ", names)}.");
    }
}

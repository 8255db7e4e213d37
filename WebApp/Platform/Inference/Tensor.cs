using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Platform.Inference;

/// <summary>A float tensor in pooled memory, row-major. Dispose it when the run that reads it has ended.</summary>
public sealed class Tensor : IDisposable
{
    /// <summary>In floats: the input of two megapixels. What is larger is not kept.</summary>
    private const int LargestKept = 1 << 23;

    /// <summary>
    /// One pool for all threads. The shared pool keeps arrays for every thread that ever returned one, and a server, whose requests wander over its threads,
    /// ends up with hundreds of megabytes that nobody uses (bench: Cells).
    /// </summary>
    private static readonly ArrayPool<float> Pool = ArrayPool<float>.Create(LargestKept, 2 * Environment.ProcessorCount);

    private readonly float[] buffer;
    private bool disposed;

    private Tensor(float[] buffer, int length, long[] shape)
    {
        this.buffer = buffer;
        Length = length;
        Value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, length), shape);
    }

    /// <summary>Number of elements: the product of the shape.</summary>
    public int Length { get; }

    /// <summary>The elements. A rented tensor holds whatever its last user left: fill all of it.</summary>
    public Span<float> Span => buffer.AsSpan(0, Length);

    internal OrtValue Value { get; }

    /// <summary>Takes memory from the pool for a tensor of this shape, such as 1, 3, 192, 192.</summary>
    public static Tensor Rent(params ReadOnlySpan<long> shape)
    {
        long length = 1;
        foreach (var dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension, nameof(shape));
            length = checked(length * dimension);
        }

        return new Tensor(Pool.Rent(checked((int)length)), (int)length, shape.ToArray());
    }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        Value.Dispose();
        Pool.Return(buffer);
    }
}

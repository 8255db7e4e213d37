using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Iris.Platform.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Iris.Platform.Inference;

/// <summary>A tensor in pooled memory, row-major. Dispose it when the run that reads it has ended.</summary>
public sealed class Tensor : IDisposable
{
    /// <summary>In bytes: the input of two megapixels. What is larger is not kept.</summary>
    private const int LargestKept = 1 << 25;

    /// <summary>
    /// One pool for all threads. The shared pool keeps arrays for every thread that ever returned one, and a server, whose requests wander over its threads,
    /// ends up with hundreds of megabytes that nobody uses (bench: Cells).
    /// </summary>
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestKept, 2 * Environment.ProcessorCount);

    private readonly byte[] buffer;
    private readonly int bytes;
    private MemoryHandle pin;
    private bool disposed;

    private unsafe Tensor(ElementType type, int length, long[] shape)
    {
        (Type, Length, Shape, bytes) = (type, length, shape, checked(length * SizeOf(type)));
        buffer = Pool.Rent(bytes);
        pin = buffer.AsMemory().Pin();
        Value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)type, shape, (nint)pin.Pointer, bytes);
    }

    public ElementType Type { get; }

    /// <summary>Number of elements: the product of the shape.</summary>
    public int Length { get; }

    /// <summary>Its dimensions; none for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements of a float tensor. A rented tensor holds whatever its last user left: fill all of it.</summary>
    public Span<float> Span => As<float>(ElementType.Float);

    internal OrtValue Value { get; }

    /// <summary>The elements of a tensor of any type as they lie in memory.</summary>
    internal Span<byte> Bytes => disposed ? throw new ObjectDisposedException(nameof(Tensor)) : buffer.AsSpan(0, bytes);

    /// <summary>Takes memory from the pool for a float tensor of this shape, such as 1, 3, 192, 192.</summary>
    public static Tensor Rent(params ReadOnlySpan<long> shape) => Rent(ElementType.Float, shape);

    /// <summary>Takes memory from the pool for a tensor of this shape; no dimensions make a scalar.</summary>
    public static Tensor Rent(ElementType type, params ReadOnlySpan<long> shape)
    {
        long length = 1;
        foreach (var dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension, nameof(shape));
            length = checked(length * dimension);
        }

        return new Tensor(type, checked((int)length), shape.ToArray());
    }

    /// <summary>Fills the tensor, float or half, from the element <paramref name="start"/> on.</summary>
    public void Write(ReadOnlySpan<float> values, int start = 0)
    {
        if (Type == ElementType.Half)
        {
            var halves = As<Half>(ElementType.Half).Slice(start, values.Length);
            for (var i = 0; i < values.Length; i++) halves[i] = (Half)values[i];
        }
        else
        {
            values.CopyTo(Span[start..]);
        }
    }

    /// <summary>Fills the tensor, of any type, from its first element on.</summary>
    public void Write(ReadOnlySpan<int> values)
    {
        switch (Type)
        {
            case ElementType.Int32:
                values.CopyTo(As<int>(Type));
                break;
            case ElementType.Int64:
                var longs = As<long>(Type);
                for (var i = 0; i < values.Length; i++) longs[i] = values[i];
                break;
            case ElementType.Half:
                var halves = As<Half>(Type);
                for (var i = 0; i < values.Length; i++) halves[i] = (Half)values[i];
                break;
            default:
                for (var i = 0; i < values.Length; i++) Span[i] = values[i];
                break;
        }
    }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        Value.Dispose();
        pin.Dispose();
        Pool.Return(buffer);
    }

    private Span<T> As<T>(ElementType type)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return Type == type ? MemoryMarshal.Cast<byte, T>(buffer.AsSpan(0, bytes)) : throw new InvalidOperationException($"The tensor holds {Type}, not {type}.");
    }

    /// <summary>Bytes per element.</summary>
    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float => sizeof(float),
        ElementType.Int32 => sizeof(int),
        ElementType.Int64 => sizeof(long),
        ElementType.Half => Unsafe.SizeOf<Half>(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };
}

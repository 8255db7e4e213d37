namespace Iris.Platform.Faces.TensorFlow;

/// <summary>A constant of a graph, row-major. Exactly one of the two arrays is set: TensorFlow's int32 becomes int64, which ONNX wants for axes and indices.</summary>
internal sealed record Weight(long[] Shape, float[]? Floats, long[]? Integers)
{
    /// <summary>The same numbers under another shape with as many elements.</summary>
    public Weight Reshape(params long[] shape) => this with { Shape = shape };

    /// <summary>Reorders the axes: axis <c>i</c> of the result is axis <c>axes[i]</c> of this.</summary>
    public Weight Transpose(params ReadOnlySpan<int> axes)
    {
        var shape = new long[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            shape[i] = Shape[axes[i]];
        }

        return new Weight(shape, Floats is null ? null : Transpose(Floats, axes), Integers is null ? null : Transpose(Integers, axes));
    }

    private T[] Transpose<T>(T[] source, ReadOnlySpan<int> axes)
    {
        // Kernels have millions of numbers: walk the target in order and keep the source offset up to date like an odometer.
        var rank = axes.Length;
        Span<int> sizes = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        for (var i = 0; i < rank; i++)
        {
            sizes[i] = (int)Shape[axes[i]];
            strides[i] = 1;
            for (var inner = axes[i] + 1; inner < rank; inner++)
            {
                strides[i] *= (int)Shape[inner];
            }
        }

        var target = new T[source.Length];
        Span<int> index = stackalloc int[rank];
        var last = rank - 1;
        for (int to = 0, from = 0; to < target.Length;)
        {
            for (var i = 0; i < sizes[last]; i++)
            {
                target[to++] = source[from + i * strides[last]];
            }

            for (var axis = last - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < sizes[axis])
                {
                    break;
                }

                from -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }

        return target;
    }
}

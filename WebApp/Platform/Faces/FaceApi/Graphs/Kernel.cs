using System.Buffers;

namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>The weights and bias of a convolution in ONNX order: output channels, input channels, height, width.</summary>
internal sealed class Kernel
{
    private Kernel(float[] weights, int outputs, int inputs, int size, float[]? bias) =>
        (Weights, Outputs, Inputs, Size, Bias) = (weights, outputs, inputs, size, bias);

    /// <summary>Outputs × <see cref="Inputs"/> × <see cref="Size"/> × <see cref="Size"/> values.</summary>
    public float[] Weights { get; }

    public int Outputs { get; }

    /// <summary>Input channels that one output sees: 1 in a depth-wise convolution.</summary>
    public int Inputs { get; }

    /// <summary>Height and width.</summary>
    public int Size { get; }

    /// <summary>One value per output, or null.</summary>
    public float[]? Bias { get; }

    private int PerOutput => Weights.Length / Outputs;

    /// <summary>Reads a kernel that mixes channels.</summary>
    public static Kernel Read(WeightFile file, string filters, string bias)
    {
        var (size, inputs, outputs) = SquareShape(file, filters);
        return new(OutputsFirst(file, filters, size * size, inputs, outputs), outputs, inputs, size, file.Read(bias));
    }

    /// <summary>Reads a kernel that filters every channel by itself (TensorFlow's channel multiplier is 1 in all these networks).</summary>
    public static Kernel ReadDepthwise(WeightFile file, string filters)
    {
        var (size, channels, multiplier) = SquareShape(file, filters);
        return multiplier == 1
            ? new(OutputsFirst(file, filters, size * size, inputs: 1, channels), channels, 1, size, bias: null)
            : throw new InvalidDataException($"'{filters}' has {multiplier} outputs per channel, not 1.");
    }

    /// <summary>This kernel with what follows it, y = x × factor + offset per output, folded in.</summary>
    public Kernel Then(ReadOnlySpan<float> factor, ReadOnlySpan<float> offset)
    {
        var bias = new float[Outputs];
        for (var output = 0; output < Outputs; output++)
        {
            foreach (ref var weight in Weights.AsSpan(output * PerOutput, PerOutput))
            {
                weight *= factor[output];
            }

            bias[output] = (Bias?[output] ?? 0) * factor[output] + offset[output];
        }

        // The weights were changed in place, because they are large; nobody else has them.
        return new(Weights, Outputs, Inputs, Size, bias);
    }

    /// <summary>Keeps the outputs <paramref name="first"/>, <paramref name="first"/> + <paramref name="step"/>, and so on.</summary>
    public Kernel Every(int step, int first)
    {
        var outputs = Outputs / step;
        var weights = new float[outputs * PerOutput];
        var bias = Bias is null ? null : new float[outputs];
        for (var output = 0; output < outputs; output++)
        {
            var source = output * step + first;
            Weights.AsSpan(source * PerOutput, PerOutput).CopyTo(weights.AsSpan(output * PerOutput));
            if (bias is not null)
            {
                bias[output] = Bias![source];
            }
        }

        return new(weights, outputs, Inputs, Size, bias);
    }

    private static (int Size, int Inputs, int Outputs) SquareShape(WeightFile file, string filters) => file.Shape(filters) switch
    {
        [var height, var width, var inputs, var outputs] when height == width => (height, inputs, outputs),
        var shape => throw new InvalidDataException($"'{filters}' is no square kernel: {string.Join(" × ", shape)}."),
    };

    // TensorFlow orders height, width, input, output.
    private static float[] OutputsFirst(WeightFile file, string filters, int positions, int inputs, int outputs)
    {
        var length = positions * inputs * outputs;
        var buffer = ArrayPool<float>.Shared.Rent(length);
        try
        {
            var values = buffer.AsSpan(0, length);
            file.Read(filters, values);
            var result = GC.AllocateUninitializedArray<float>(length);
            var next = 0;
            for (var position = 0; position < positions; position++)
            {
                for (var input = 0; input < inputs; input++)
                {
                    for (var target = input * positions + position; target < length; target += inputs * positions)
                    {
                        result[target] = values[next++];
                    }
                }
            }

            return result;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }
}

namespace Iris.Platform.Faces.TensorFlow;

/// <summary>
/// Operations that ONNX Runtime knows only outside of the blocked layout in which its convolutions are fast, written as convolutions of one pixel. Turning
/// pictures to and fro cost the networks of a face more than half of their time (bench: live, docs/decisions/043-live-load.md).
/// </summary>
internal sealed partial class GraphConverter
{
    /// <summary>Channels that ONNX Runtime keeps together on the widest processors.</summary>
    private const long Block = 16;

    /// <summary>a·x below zero and x above: a·x + (1 − a)·max(x, 0).</summary>
    private Value Prelu(Value value, Value slope)
    {
        if (!value.ChannelsFirst || slope.Constant?.Floats is not { } slopes || slopes.Length != value.Shape[3]) return Elementwise("PRelu", value, slope);
        var line = Scale(value, slopes);
        var rest = Array.ConvertAll(slopes, each => 1 - each);
        // What is positive may be scaled first, and the runtime makes one step of both.
        var kink = Array.TrueForAll(rest, each => each >= 0)
            ? Clamp(Scale(value, rest), 0, float.PositiveInfinity)
            : Scale(Clamp(value, 0, float.PositiveInfinity), rest);
        return Elementwise("Add", line, kink);
    }

    /// <summary>Each channel times a number of its own.</summary>
    private Value Scale(Value value, float[] factors) =>
        Node("Conv", [value.Name, graph.Constant(factors, factors.Length, 1, 1, 1)], value.Shape, channelsFirst: true, attributes:
            [("group", factors.LongLength), ("kernel_shape", new long[] { 1, 1 })]);

    /// <summary>Channels of zeros before and after those of a picture.</summary>
    private Value PadChannels(Value value, long before, long after)
    {
        var (channels, padded) = (value.Shape[3], before + value.Shape[3] + after);
        var same = new float[padded * channels];
        for (var channel = 0; channel < channels; channel++) same[(before + channel) * channels + channel] = 1;
        return Node("Conv", [value.Name, graph.Constant(same, padded, channels, 1, 1)], [.. value.Shape[..3], padded], channelsFirst: true, attributes:
            ("kernel_shape", new long[] { 1, 1 }));
    }

    /// <summary>The same picture, in blocks again after an operation that takes whole blocks only.</summary>
    private Value InBlocks(Value value) => value.Shape[3] % Block == 0 ? value : PadChannels(value, 0, 0);
}

namespace Iris.Platform.Faces.TensorFlow;

/// <summary>
/// A tensor of the graph under conversion. TensorFlow keeps pictures as batch, height, width, channels; ONNX Runtime is fast when channels come second, so a
/// picture is held channels-first until an operation asks for the other order (<see cref="GraphConverter"/> caches the transposed copy).
/// </summary>
internal sealed class Value
{
    /// <summary>Which TensorFlow axis stands where in a channels-first picture, and the way back.</summary>
    public static readonly int[] ToChannelsFirst = [0, 3, 1, 2], ToChannelsLast = [0, 2, 3, 1];

    private readonly Lazy<string> name;

    /// <param name="name">Emits the node behind the value when the value is first used.</param>
    /// <param name="shape">Sizes in TensorFlow's axis order.</param>
    /// <param name="channelsFirst">The ONNX value is a picture, channels before height and width.</param>
    public Value(Func<string> name, long[] shape, bool channelsFirst = false) =>
        (this.name, Shape, ChannelsFirst) = (new Lazy<string>(name), shape, channelsFirst);

    /// <summary>The ONNX value.</summary>
    public string Name => name.Value;

    /// <summary>Sizes in TensorFlow's axis order, whatever the ONNX value's order is; -1 is dynamic, which only the first may be.</summary>
    public long[] Shape { get; }

    public bool ChannelsFirst { get; }

    /// <summary>The numbers, where they are known.</summary>
    public Weight? Constant { get; init; }

    /// <summary>Integers are int64 in ONNX.</summary>
    public bool IsInteger { get; init; }

    /// <summary>Set when this is another value cut to a range, so that a following cut can replace it.</summary>
    public Clamp? Clamped { get; init; }

    /// <summary>The same value in the other order, once somebody needed it.</summary>
    public Value? Transposed { get; set; }

    /// <summary>Position in the ONNX value of an axis that TensorFlow numbers; negative ones count from the end.</summary>
    public int Axis(long tensorFlowAxis)
    {
        var axis = (int)(tensorFlowAxis < 0 ? tensorFlowAxis + Shape.Length : tensorFlowAxis);
        return ChannelsFirst ? Array.IndexOf(ToChannelsFirst, axis) : axis;
    }

    /// <summary>A range that another value is cut to; infinities mean no limit.</summary>
    internal sealed record Clamp(Value Source, float Low, float High);
}

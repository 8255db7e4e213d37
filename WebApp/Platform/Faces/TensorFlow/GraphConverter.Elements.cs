namespace Iris.Platform.Faces.TensorFlow;

/// <summary>Operations on each element by itself, with broadcasting.</summary>
internal sealed partial class GraphConverter
{
    private const int OnnxFloat = 1;

    private Value Elementwise(string op, params Value[] operands)
    {
        var shape = operands.Select(operand => operand.Shape).Aggregate(Broadcast);
        // Only when every picture is channels-first, and the rest are constants that can be turned offline, is it worth staying so.
        var channelsFirst = operands.All(operand => operand.ChannelsFirst || operand.Constant is not null) && operands.Any(operand => operand.ChannelsFirst);
        var names = operands.Select(operand => channelsFirst ? AlignChannelsFirst(operand) : ChannelsLast(operand)).Select(operand => operand.Name);
        return Node(op, [.. names], shape, channelsFirst, operands.All(operand => operand.IsInteger));
    }

    /// <summary>A constant of lower rank lines up with the last axes in TensorFlow, so it needs all four before it can be turned.</summary>
    private Value AlignChannelsFirst(Value operand) => operand switch
    {
        { ChannelsFirst: true } => operand,
        { Constant: { } constant } when constant.Shape.Length < 4 =>
            ChannelsFirst(Constant(constant.Reshape([.. Enumerable.Repeat(1L, 4 - constant.Shape.Length), .. constant.Shape]))),
        _ => ChannelsFirst(operand),
    };

    private static long[] Broadcast(long[] left, long[] right)
    {
        if (left.Length < right.Length)
        {
            (left, right) = (right, left);
        }

        var shape = left.ToArray();
        for (var i = 0; i < right.Length; i++)
        {
            ref var size = ref shape[left.Length - right.Length + i];
            size = size == 1 ? right[i] : size;
        }

        return shape;
    }

    /// <summary>Some exporters spell Relu6 as three operations; ranges of ranges are merged so that one ONNX node remains, which the runtime fuses into a layer.</summary>
    private Value Clamp(Value value, float low, float high)
    {
        if (value.Clamped is { } inner)
        {
            return Clamp(inner.Source, Math.Clamp(inner.Low, low, high), Math.Clamp(inner.High, low, high));
        }

        string Emit() => (low, high) is (0, float.PositiveInfinity)
            ? graph.Node("Relu", [value.Name])
            : graph.Node("Clip", [value.Name, float.IsInfinity(low) ? "" : graph.Constant([low]), float.IsInfinity(high) ? "" : graph.Constant([high])]);

        return new Value(Emit, value.Shape, value.ChannelsFirst) { Clamped = new(value, low, high) };
    }

    private Value Limit(GraphNode node)
    {
        var (value, limit) = (Input(node, 0), Input(node, 1));
        if (limit.Constant?.Floats is not [var number])
        {
            return Elementwise(node.Op == "Minimum" ? "Min" : "Max", value, limit);
        }

        return node.Op == "Minimum" ? Clamp(value, float.NegativeInfinity, number) : Clamp(value, number, float.PositiveInfinity);
    }

    private Value Square(Value value) => Elementwise("Mul", value, value);

    private Value Softmax(Value value) => Node("Softmax", [value.Name], value.Shape, value.ChannelsFirst, attributes: ("axis", value.Axis(-1)));

    /// <summary>ONNX divides integers towards zero, TensorFlow downwards: the same for the positions in a picture that the graphs divide.</summary>
    private Value FloorDivide(GraphNode node)
    {
        var quotient = Elementwise("Div", Input(node, 0), Input(node, 1));
        return quotient.IsInteger ? quotient : Elementwise("Floor", quotient);
    }

    private Value Cast(GraphNode node)
    {
        var value = Input(node, 0);
        return (value.IsInteger, node.Type("DstT")) switch
        {
            // Pictures come as float even where TensorFlow declares integers.
            (false, "DT_FLOAT") => value,
            (true, "DT_FLOAT") => Node("Cast", [value.Name], value.Shape, value.ChannelsFirst, attributes: ("to", OnnxFloat)),
            (true, "DT_INT32") => value,
            _ => throw Unsupported(node, $"a conversion to {node.Type("DstT")}"),
        };
    }
}

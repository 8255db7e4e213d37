namespace Iris.Platform.Faces.TensorFlow;

/// <summary>Operations with trained weights or a window over a picture.</summary>
internal sealed partial class GraphConverter
{
    private Value Convolution(GraphNode node, bool depthwise)
    {
        var input = ChannelsFirst(Input(node, 0));
        var kernel = Trained(node, 1);
        var (height, width, channels, filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        var window = Window(node, input, height, width, node.Integers("dilations"));
        // Height, width, in, out → out, in, height, width. A depth-wise kernel's last axis multiplies the channels: each group has one input.
        var weight = depthwise
            ? kernel.Transpose(2, 3, 0, 1).Reshape(channels * filters, 1, height, width)
            : kernel.Transpose(3, 2, 0, 1);

        var fused = node.Texts("fused_ops");
        string[] inputs = fused.Contains("BiasAdd") ? [input.Name, Emit(weight), Emit(Trained(node, 2))] : [input.Name, Emit(weight)];
        var result = Node("Conv", inputs, [input.Shape[0], window.Height, window.Width, depthwise ? channels * filters : filters], channelsFirst: true, attributes:
            [("group", depthwise ? channels : 1), ("kernel_shape", new[] { height, width }), ("strides", window.Strides), ("dilations", window.Dilations), ("pads", window.Pads)]);
        return Activate(node, result, fused);
    }

    private Value MatrixProduct(GraphNode node)
    {
        var (left, right) = (ChannelsLast(Input(node, 0)), Trained(node, 1));
        var transposed = node.Flag("transpose_b");
        if (node.Flag("transpose_a"))
        {
            throw Unsupported(node, "a transposed left side");
        }

        var fused = node.Texts("fused_ops");
        string[] inputs = fused.Contains("BiasAdd") ? [left.Name, Emit(right), Emit(Trained(node, 2))] : [left.Name, Emit(right)];
        var result = Node("Gemm", inputs, [left.Shape[0], right.Shape[transposed ? 0 : 1]], attributes: ("transB", transposed ? 1 : 0));
        return Activate(node, result, fused);
    }

    /// <summary>Appends what TensorFlow fused into a layer. Prelu's slope is the layer's last input.</summary>
    private Value Activate(GraphNode node, Value value, string[] fused)
    {
        foreach (var operation in fused)
        {
            value = operation switch
            {
                "BiasAdd" => value,
                "Relu" => Clamp(value, 0, float.PositiveInfinity),
                "Relu6" => Clamp(value, 0, 6),
                "Prelu" => Prelu(value, Input(node, node.Inputs.Length - 1)),
                _ => throw Unsupported(node, $"the fused operation {operation} is unknown"),
            };
        }

        return value;
    }

    private Value MaxPool(GraphNode node)
    {
        var input = ChannelsFirst(Input(node, 0));
        var size = node.Integers("ksize");
        var window = Window(node, input, size[1], size[2], dilations: []);
        return InBlocks(Node("MaxPool", [input.Name], [input.Shape[0], window.Height, window.Width, input.Shape[3]], channelsFirst: true, attributes:
            [("kernel_shape", new[] { size[1], size[2] }), ("strides", window.Strides), ("pads", window.Pads)]));
    }

    /// <summary>TensorFlow's SAME gives ceil(size / stride) results and puts the odd pixel of padding at the bottom and right.</summary>
    private WindowShape Window(GraphNode node, Value input, long height, long width, long[] dilations)
    {
        if (node.Text("padding") is not ("SAME" or "VALID") and var padding)
        {
            throw Unsupported(node, $"the padding {padding} is unknown");
        }

        var same = node.Text("padding") == "SAME";
        long[] strides = node.Integers("strides")[1..3];
        dilations = dilations is [_, var vertical, var horizontal, _] ? [vertical, horizontal] : [1, 1];

        (long Size, long Before, long After) Along(int axis, long kernel)
        {
            var (size, stride, reach) = (input.Shape[1 + axis], strides[axis], (kernel - 1) * dilations[axis] + 1);
            if (!same)
            {
                return ((size - reach) / stride + 1, 0, 0);
            }

            var results = (size + stride - 1) / stride;
            var pad = Math.Max((results - 1) * stride + reach - size, 0);
            return (results, pad / 2, pad - pad / 2);
        }

        var (rows, columns) = (Along(0, height), Along(1, width));
        return new(rows.Size, columns.Size, strides, dilations, [rows.Before, columns.Before, rows.After, columns.After]);
    }

    private Value Mean(GraphNode node)
    {
        var input = Input(node, 0);
        var axes = Array.ConvertAll(Numbers(node, 1), axis => (int)(axis < 0 ? axis + input.Shape.Length : axis));
        var keep = node.Flag("keep_dims");
        if (input.ChannelsFirst && !keep && axes is not [1, 2])
        {
            // Without height and width the rest is in TensorFlow's order; without anything else it is not.
            input = ChannelsLast(input);
        }

        var shape = input.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size).Where((_, axis) => keep || !axes.Contains(axis));
        return Node("ReduceMean", [input.Name], [.. shape], input.ChannelsFirst && keep, attributes:
            [("axes", Array.ConvertAll(axes, axis => input.Axis(axis))), ("keepdims", keep ? 1 : 0)]);
    }

    private Value ResizeBilinear(GraphNode node)
    {
        var input = ChannelsFirst(Input(node, 0));
        var size = Numbers(node, 1);
        var mode = node.Flag("align_corners") ? "align_corners" : node.Flag("half_pixel_centers") ? "half_pixel" : "asymmetric";
        var scales = graph.Constant([1, 1, (float)size[0] / input.Shape[1], (float)size[1] / input.Shape[2]], 4);
        return Node("Resize", [input.Name, "", scales], [input.Shape[0], size[0], size[1], input.Shape[3]], channelsFirst: true, attributes:
            [("mode", "linear"), ("coordinate_transformation_mode", mode)]);
    }

    private sealed record WindowShape(long Height, long Width, long[] Strides, long[] Dilations, long[] Pads);
}

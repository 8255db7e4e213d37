namespace Iris.Platform.Faces.TensorFlow;

/// <summary>Operations that move, join or pick elements without changing them.</summary>
internal sealed partial class GraphConverter
{
    private Value Reshape(GraphNode node)
    {
        var input = Input(node, 0);
        var target = Numbers(node, 1);
        var shape = target.ToArray();
        var known = input.Shape.All(size => size >= 0);
        if (known && Array.IndexOf(shape, -1) is >= 0 and var open)
        {
            shape[open] = Product(input.Shape) / -Product(shape);
        }

        // A picture of one pixel lies in memory the same way in both orders.
        var source = input is { ChannelsFirst: true, Shape: [_, 1, 1, _] } ? input : ChannelsLast(input);
        return Node("Reshape", [source.Name, graph.Indices(target)], shape, isInteger: input.IsInteger);
    }

    private Value Squeeze(Value input, long[] axes)
    {
        input = ChannelsLast(input);
        axes = Array.ConvertAll(axes, axis => (long)input.Axis(axis));
        return Node("Squeeze", [input.Name, graph.Indices(axes)], [.. input.Shape.Where((_, axis) => !axes.Contains(axis))], isInteger: input.IsInteger);
    }

    private Value ExpandDims(Value input, long axis)
    {
        input = ChannelsLast(input);
        axis = axis < 0 ? axis + input.Shape.Length + 1 : axis;
        return Node("Unsqueeze", [input.Name, graph.Indices(axis)], [.. input.Shape[..(int)axis], 1, .. input.Shape[(int)axis..]], isInteger: input.IsInteger);
    }

    private Value Concat(GraphNode node)
    {
        var parts = Enumerable.Range(0, node.Inputs.Length - 1).Select(i => Input(node, i)).ToArray();
        var channelsFirst = parts.All(part => part.ChannelsFirst);
        return Concat(Array.ConvertAll(parts, part => channelsFirst ? part : ChannelsLast(part)), Numbers(node, node.Inputs.Length - 1)[0]);
    }

    /// <summary>Joins parts of one layout along a TensorFlow axis.</summary>
    private Value Concat(Value[] parts, long axis)
    {
        var first = parts[0];
        var shape = first.Shape.ToArray();
        shape[axis < 0 ? axis + shape.Length : axis] = parts.Sum(part => part.Shape[axis < 0 ? axis + shape.Length : axis]);
        return Node("Concat", [.. parts.Select(part => part.Name)], shape, first.ChannelsFirst, first.IsInteger, ("axis", first.Axis(axis)));
    }

    private Value Pack(GraphNode node)
    {
        var axis = node.Integer("axis");
        return Concat([.. Enumerable.Range(0, node.Inputs.Length).Select(i => ExpandDims(Input(node, i), axis))], axis);
    }

    private Value[] Unpack(GraphNode node)
    {
        var input = ChannelsLast(Input(node, 0));
        var (axis, count) = (input.Axis(node.Integer("axis")), (int)node.Integer("num"));
        if (count == 1)
        {
            return [Squeeze(input, [axis])];
        }

        string[] names = [.. Enumerable.Range(0, count).Select(_ => graph.NextName())];
        graph.Node("Split", [input.Name], names, [("axis", axis)]);
        long[] shape = [.. input.Shape];
        shape[axis] = 1;
        return Array.ConvertAll(names, name => Squeeze(new Value(() => name, shape) { IsInteger = input.IsInteger }, [axis]));
    }

    private Value Pad(GraphNode node)
    {
        var input = Input(node, 0);
        var rank = input.Shape.Length;
        var amounts = Numbers(node, 1);
        if (input.ChannelsFirst && amounts is [0, 0, 0, 0, 0, 0, var before, var after]) return PadChannels(input, before, after);
        var pads = new long[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            pads[input.Axis(axis)] = amounts[2 * axis];
            pads[rank + input.Axis(axis)] = amounts[2 * axis + 1];
        }

        long[] shape = [.. input.Shape.Select((size, axis) => size < 0 ? size : size + amounts[2 * axis] + amounts[2 * axis + 1])];
        return Node("Pad", [input.Name, graph.Indices(pads)], shape, input.ChannelsFirst);
    }

    private Value ArgMax(GraphNode node)
    {
        var input = ChannelsLast(Input(node, 0));
        var along = input.Axis(Numbers(node, 1)[0]);
        return Node("ArgMax", [input.Name], [.. input.Shape.Where((_, axis) => axis != along)], isInteger: true, attributes: [("axis", along), ("keepdims", 0)]);
    }

    private Value GatherNd(GraphNode node)
    {
        var (data, indices) = (ChannelsLast(Input(node, 0)), Input(node, 1));
        return Node("GatherND", [data.Name, indices.Name], [.. indices.Shape[..^1], .. data.Shape[(int)indices.Shape[^1]..]], isInteger: data.IsInteger);
    }

    private static long Product(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);
}

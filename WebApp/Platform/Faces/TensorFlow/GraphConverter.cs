using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Faces.TensorFlow;

/// <summary>
/// Writes a TensorFlow.js graph model as an ONNX model. It knows the operations of the networks in the package @vladmandic/human that work on faces and
/// bodies, and refuses others by name. Pictures enter and travel channels-first; outputs keep TensorFlow's axis order.
/// </summary>
internal sealed partial class GraphConverter
{
    private readonly OnnxGraph graph;
    private readonly GraphModel model;
    private readonly Dictionary<string, Value> values = [];

    private GraphConverter(GraphModel model) => (this.model, graph) = (model, new OnnxGraph(model.Name));

    /// <summary>Converts a graph. A picture input is float, channels-first (batch, channels, height, width), whatever its type in TensorFlow.</summary>
    /// <exception cref="NotSupportedException">The graph has an operation, or an option of one, that this converter does not know.</exception>
    public static ConvertedGraph Convert(GraphModel model) => new GraphConverter(model).Convert();

    private ConvertedGraph Convert()
    {
        foreach (var node in model.Nodes)
        {
            var results = Convert(node);
            for (var i = 0; i < results.Length; i++)
            {
                values.Add(i == 0 ? node.Name : $"{node.Name}:{i}", results[i]);
            }
        }

        var outputs = new Dictionary<string, long[]>();
        foreach (var (name, source) in model.Outputs)
        {
            var value = ChannelsLast(values[source]);
            graph.Node("Identity", [value.Name], outputs: [name]);
            graph.Output(name, value.Shape);
            outputs.Add(name, value.Shape);
        }

        return new(graph.ToModel(), outputs);
    }

    private Value[] Convert(GraphNode node) => node.Op switch
    {
        "Unpack" => Unpack(node),
        _ => [ConvertSingle(node)],
    };

    private Value ConvertSingle(GraphNode node) => node.Op switch
    {
        "Placeholder" => Placeholder(node),
        "Const" => Constant(model.Weights[node.Name]),
        "Identity" => Input(node, 0),
        "Conv2D" or "_FusedConv2D" => Convolution(node, depthwise: false),
        "DepthwiseConv2dNative" or "FusedDepthwiseConv2dNative" => Convolution(node, depthwise: true),
        "_FusedMatMul" => MatrixProduct(node),
        "MaxPool" => MaxPool(node),
        "Mean" => Mean(node),
        "ResizeBilinear" => ResizeBilinear(node),
        "Relu" => Clamp(Input(node, 0), 0, float.PositiveInfinity),
        "Relu6" => Clamp(Input(node, 0), 0, 6),
        "Minimum" or "Maximum" => Limit(node),
        "Prelu" => Prelu(Input(node, 0), Input(node, 1)),
        "Sigmoid" => Elementwise("Sigmoid", Input(node, 0)),
        "Sqrt" => Elementwise("Sqrt", Input(node, 0)),
        "Softmax" => Softmax(Input(node, 0)),
        "Add" or "AddV2" => Elementwise("Add", Input(node, 0), Input(node, 1)),
        "Sub" => Elementwise("Sub", Input(node, 0), Input(node, 1)),
        "Mul" => Elementwise("Mul", Input(node, 0), Input(node, 1)),
        "RealDiv" => Elementwise("Div", Input(node, 0), Input(node, 1)),
        "FloorDiv" => FloorDivide(node),
        "SquaredDifference" => Square(Elementwise("Sub", Input(node, 0), Input(node, 1))),
        "Cast" => Cast(node),
        "ConcatV2" => Concat(node),
        "Pack" => Pack(node),
        "Pad" => Pad(node),
        "Reshape" => Reshape(node),
        "ExpandDims" => ExpandDims(Input(node, 0), Numbers(node, 1)[0]),
        "Squeeze" => Squeeze(Input(node, 0), node.Integers("squeeze_dims")),
        "ArgMax" => ArgMax(node),
        "GatherNd" => GatherNd(node),
        _ => throw new NotSupportedException($"{model.Name}: the operation {node.Op} (node '{node.Name}') is unknown."),
    };

    private Value Input(GraphNode node, int index) => values[GraphModel.First(node.Inputs[index])];

    /// <summary>An input whose numbers must be known now: axes, shapes, paddings.</summary>
    private long[] Numbers(GraphNode node, int index) =>
        Input(node, index).Constant?.Integers ?? throw Unsupported(node, $"input {index} is computed, not constant");

    /// <summary>An input that is a trained weight.</summary>
    private Weight Trained(GraphNode node, int index) => Input(node, index).Constant is { Floats: not null } weight ? weight : throw Unsupported(node, $"input {index} is no weight");

    private NotSupportedException Unsupported(GraphNode node, string why) => new($"{model.Name}: {node.Op} (node '{node.Name}'): {why}.");

    private Value Placeholder(GraphNode node)
    {
        var shape = node.Shape("shape");
        if (shape.Length != 4)
        {
            throw Unsupported(node, "the input is no picture");
        }

        graph.Input(node.Name, Permute(shape, Value.ToChannelsFirst));
        return new Value(() => node.Name, shape, channelsFirst: true);
    }

    private Value Constant(Weight weight) => new(() => Emit(weight), weight.Shape) { Constant = weight, IsInteger = weight.Integers is not null };

    private string Emit(Weight weight) =>
        weight.Floats is { } floats ? graph.Constant(floats, weight.Shape) : graph.Constant(weight.Integers!, weight.Shape);

    /// <summary>A value from one ONNX node.</summary>
    private Value Node(string op, string[] inputs, long[] shape, bool channelsFirst = false, bool isInteger = false, params (string, object)[] attributes)
    {
        var name = graph.Node(op, inputs, attributes);
        return new Value(() => name, shape, channelsFirst) { IsInteger = isInteger };
    }

    /// <summary>The picture with channels second.</summary>
    private Value ChannelsFirst(Value value)
    {
        if (value.ChannelsFirst)
        {
            return value;
        }

        return value.Transposed ??= value.Constant is { } constant
            ? new Value(() => Emit(constant.Transpose(Value.ToChannelsFirst)), value.Shape, channelsFirst: true)
            : Node("Transpose", [value.Name], value.Shape, channelsFirst: true, value.IsInteger, ("perm", Value.ToChannelsFirst));
    }

    /// <summary>The value in TensorFlow's axis order.</summary>
    private Value ChannelsLast(Value value)
    {
        if (!value.ChannelsFirst)
        {
            return value;
        }

        return value.Transposed ??= Node("Transpose", [value.Name], value.Shape, isInteger: value.IsInteger, attributes: ("perm", Value.ToChannelsLast));
    }

    private static long[] Permute(long[] shape, int[] axes) => Array.ConvertAll(axes, axis => shape[axis]);
}

/// <summary>An ONNX model.</summary>
/// <param name="Onnx">Its bytes, as a session takes them.</param>
/// <param name="Outputs">Names and shapes; -1 is dynamic.</param>
internal sealed record ConvertedGraph(byte[] Onnx, IReadOnlyDictionary<string, long[]> Outputs);

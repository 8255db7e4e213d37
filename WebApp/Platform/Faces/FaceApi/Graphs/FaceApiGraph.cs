using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>The few layers that the face-api networks consist of, appended to an ONNX graph. Values are batch × channels × height × width.</summary>
/// <param name="name">Shown by tools.</param>
/// <param name="file">The network's weights.</param>
internal sealed class FaceApiGraph(string name, WeightFile file)
{
    /// <summary>Mean of R, G and B that all these networks but SSD subtract.</summary>
    private static readonly float[] MeanRgb = [122.782f, 117.001f, 104.298f];

    private readonly OnnxGraph graph = new(name, capacity: file.FloatCount * sizeof(float));

    /// <summary>Declares the input <c>picture</c>: RGB from 0 to 255, made (x − mean) / divisor inside the graph.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="mean">One per channel; the usual mean of these networks when null.</param>
    /// <param name="divisor">After the mean is subtracted.</param>
    /// <param name="batch">Pictures in a run; -1 is dynamic.</param>
    public string Picture(int size, float[]? mean = null, float divisor = 255, long batch = -1)
    {
        graph.Input("picture", batch, 3, size, size);
        var centred = graph.Node("Sub", ["picture", graph.Constant(mean ?? MeanRgb, 1, 3, 1, 1)]);
        return graph.Node("Div", [centred, graph.Constant([divisor], 1)]);
    }

    /// <summary>A convolution over all channels.</summary>
    /// <param name="x">The input.</param>
    /// <param name="kernel">Weights and bias.</param>
    /// <param name="stride">In both directions.</param>
    /// <param name="padded">TensorFlow's 'same': zeros around, the odd one below and to the right; otherwise 'valid'.</param>
    public string Convolution(string x, Kernel kernel, int stride = 1, bool padded = true) => Convolution(x, kernel, stride, padded, groups: 1);

    /// <summary>A convolution of each channel by itself, padded.</summary>
    public string Depthwise(string x, Kernel kernel, int stride = 1) => Convolution(x, kernel, stride, padded: true, kernel.Outputs);

    /// <summary>
    /// A padded convolution of each channel by itself, then one across channels, with the tensors <c>{prefix}/depthwise_filter</c>,
    /// <c>{prefix}/pointwise_filter</c> and <c>{prefix}/bias</c>.
    /// </summary>
    public string Separable(string x, string prefix, int stride = 1) => Convolution(
        Depthwise(x, Kernel.ReadDepthwise(file, $"{prefix}/depthwise_filter"), stride),
        Kernel.Read(file, $"{prefix}/pointwise_filter", $"{prefix}/bias"));

    public string Relu(string x) => graph.Node("Relu", [x]);

    /// <summary>Clamps to 0 … 6.</summary>
    public string Relu6(string x) => graph.Node("Clip", [x, graph.Constant([0f]), graph.Constant([6f])]);

    public string Add(string x, string y) => graph.Node("Add", [x, y]);

    /// <summary>The largest of every 3 × 3 values, at stride 2.</summary>
    public string MaxPool(string x, bool padded) =>
        graph.Node("MaxPool", [x], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("auto_pad", Padding(padded)));

    /// <summary>The mean of every 2 × 2 values, at stride 2, without padding.</summary>
    public string HalvingMean(string x) => graph.Node("AveragePool", [x], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));

    /// <summary>Appends zeros: channels at the end, and as many rows below as columns to the right.</summary>
    public string AppendZeros(string x, int channels = 0, int border = 0) =>
        graph.Node("Pad", [x, graph.Indices(0, 0, 0, 0, 0, channels, border, border)]);

    /// <summary>The mean over all positions: batch × channels.</summary>
    public string MeanOverPositions(string x) => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [x])]);

    /// <summary>A fully connected layer on batch × channels, without bias.</summary>
    /// <param name="x">The input.</param>
    /// <param name="weights">Inputs × outputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public string FullyConnected(string x, float[] weights, int outputs) =>
        graph.Node("MatMul", [x, graph.Constant(weights, weights.Length / outputs, outputs)]);

    /// <summary>A fully connected layer on batch × channels, with the tensors <c>{prefix}/weights</c> and <c>{prefix}/bias</c>.</summary>
    public string FullyConnected(string x, string prefix)
    {
        var bias = file.Read($"{prefix}/bias");
        return Add(FullyConnected(x, file.Read($"{prefix}/weights"), bias.Length), graph.Constant(bias, bias.Length));
    }

    public string Softmax(string x) => graph.Node("Softmax", [x], ("axis", 1));

    /// <summary>Batch × channels × height × width to batch × rows × <paramref name="columns"/>, position after position.</summary>
    public string Rows(string x, int columns) =>
        graph.Node("Reshape", [graph.Node("Transpose", [x], ("perm", new[] { 0, 2, 3, 1 })), graph.Indices(1, -1, columns)]);

    /// <summary>Puts the rows of several values below each other.</summary>
    public string Concatenate(IReadOnlyList<string> values) => graph.Node("Concat", [.. values], ("axis", 1));

    /// <summary>Makes a value an output of the network.</summary>
    public void Output(string value, string name, params ReadOnlySpan<long> shape)
    {
        graph.Node("Identity", [value], [name]);
        graph.Output(name, shape);
    }

    /// <inheritdoc cref="OnnxGraph.ToModel"/>
    public byte[] ToModel() => graph.ToModel();

    private string Convolution(string x, Kernel kernel, int stride, bool padded, int groups)
    {
        var weights = graph.Constant(kernel.Weights, kernel.Outputs, kernel.Inputs, kernel.Size, kernel.Size);
        ReadOnlySpan<string> inputs = kernel.Bias is null ? [x, weights] : [x, weights, graph.Constant(kernel.Bias, kernel.Outputs)];
        return graph.Node("Conv", inputs, ("strides", new[] { stride, stride }), ("auto_pad", Padding(padded)), ("group", groups));
    }

    private static string Padding(bool padded) => padded ? "SAME_UPPER" : "VALID";
}

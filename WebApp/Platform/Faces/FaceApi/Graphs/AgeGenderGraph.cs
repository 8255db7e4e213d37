namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>Age and gender: a small Xception (Chollet 2017), as age_gender of face-api.</summary>
internal static class AgeGenderGraph
{
    /// <summary>Builds the ONNX model.</summary>
    /// <param name="file">The weights <c>age_gender_model</c>.</param>
    /// <returns>Input <c>picture</c> n × 3 × 112 × 112; outputs <c>age</c> n × 1 in years and <c>gender</c> n × 2: the probabilities of male and female.</returns>
    public static byte[] Build(WeightFile file)
    {
        var graph = new FaceApiGraph("age_gender", file);
        var x = graph.Picture(AgeGenderNet.InputSize);
        x = graph.Relu(graph.Convolution(x, Kernel.Read(file, "entry_flow/conv_in/filters", "entry_flow/conv_in/bias"), stride: 2));
        x = Reduce(x, x, "entry_flow/reduction_block_0");
        x = Reduce(x, graph.Relu(x), "entry_flow/reduction_block_1");
        for (var block = 0; block < 2; block++)
        {
            var branch = x;
            for (var layer = 0; layer < 3; layer++)
            {
                branch = graph.Separable(graph.Relu(branch), $"middle_flow/main_block_{block}/separable_conv{layer}");
            }

            x = graph.Add(branch, x);
        }

        x = Reduce(x, graph.Relu(x), "exit_flow/reduction_block");
        x = graph.Relu(graph.Separable(x, "exit_flow/separable_conv"));

        var features = graph.MeanOverPositions(x);
        graph.Output(graph.FullyConnected(features, "fc/age"), "age", -1, 1);
        graph.Output(graph.Softmax(graph.FullyConnected(features, "fc/gender")), "gender", -1, 2);
        return graph.ToModel();

        // Halves height and width: two separable convolutions and a pool, beside a strided convolution of the block's input.
        string Reduce(string input, string activated, string block)
        {
            var branch = graph.Relu(graph.Separable(activated, $"{block}/separable_conv0"));
            branch = graph.MaxPool(graph.Separable(branch, $"{block}/separable_conv1"), padded: true);
            var shortcut = Kernel.Read(file, $"{block}/expansion_conv/filters", $"{block}/expansion_conv/bias");
            return graph.Add(branch, graph.Convolution(input, shortcut, stride: 2));
        }
    }
}

namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>The face descriptor: a residual network (He et al. 2015) with the weights of dlib's face recognition, as face_recognition of face-api.</summary>
internal static class FaceRecognitionGraph
{
    /// <summary>Builds the ONNX model.</summary>
    /// <param name="file">The weights <c>face_recognition_model</c>.</param>
    /// <returns>Input <c>picture</c> n × 3 × 150 × 150; output <c>descriptor</c> n × 128.</returns>
    public static byte[] Build(WeightFile file)
    {
        var graph = new FaceApiGraph("face_recognition", file);
        var x = graph.Picture(FaceRecognitionNet.InputSize);
        x = graph.Relu(graph.Convolution(x, Scaled("conv32_down"), stride: 2, padded: false));
        x = graph.MaxPool(x, padded: false); // 35 × 35
        x = Block(Block(Block(x, "conv32_1"), "conv32_2"), "conv32_3");
        x = HalvingBlock(x, "conv64_down", newChannels: 32); // 17 × 17
        x = Block(Block(Block(x, "conv64_1"), "conv64_2"), "conv64_3");
        x = HalvingBlock(x, "conv128_down", newChannels: 64); // 8 × 8
        x = Block(Block(x, "conv128_1"), "conv128_2");
        x = HalvingBlock(x, "conv256_down", newChannels: 128, border: 1); // 4 × 4
        x = Block(Block(x, "conv256_1"), "conv256_2");
        x = HalvingBlock(x, "conv256_down_out", border: 1); // 2 × 2
        graph.Output(graph.FullyConnected(graph.MeanOverPositions(x), file.Read("fc"), FaceRecognitionNet.Length), "descriptor", -1, FaceRecognitionNet.Length);
        return graph.ToModel();

        string Block(string input, string name)
        {
            var branch = graph.Relu(graph.Convolution(input, Scaled($"{name}/conv1")));
            return graph.Relu(graph.Add(graph.Convolution(branch, Scaled($"{name}/conv2")), input));
        }

        // Unpadded convolutions leave the branch one pixel short of the pooled shortcut where the input's size is even: zeros make up for it, as they do
        // for the channels that the shortcut lacks.
        string HalvingBlock(string input, string name, int newChannels = 0, int border = 0)
        {
            var branch = graph.Relu(graph.Convolution(input, Scaled($"{name}/conv1"), stride: 2, padded: false));
            branch = graph.Convolution(branch, Scaled($"{name}/conv2"));
            branch = border == 0 ? branch : graph.AppendZeros(branch, border: border);
            var shortcut = graph.HalvingMean(input);
            shortcut = newChannels == 0 ? shortcut : graph.AppendZeros(shortcut, newChannels);
            return graph.Relu(graph.Add(branch, shortcut));
        }

        Kernel Scaled(string name) =>
            Kernel.Read(file, $"{name}/conv/filters", $"{name}/conv/bias").Then(file.Read($"{name}/scale/weights"), file.Read($"{name}/scale/biases"));
    }
}

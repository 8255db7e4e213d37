namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>
/// The single shot detector: MobileNet v1 (Howard et al. 2017) with six prediction layers (Liu et al. 2016), as ssd_mobilenetv1 of face-api has it.
/// </summary>
internal static class SsdGraph
{
    private const float BatchNormEpsilon = 0.001f;

    /// <summary>Builds the ONNX model.</summary>
    /// <param name="file">The weights <c>ssd_mobilenetv1_model</c>.</param>
    /// <returns>
    /// Input <c>picture</c> 1 × 3 × 512 × 512; outputs <c>offsets</c> 1 × anchors × 4 (relative to <see cref="SsdAnchors"/>: y, x, height, width) and
    /// <c>logits</c> 1 × anchors × 1 of the class face.
    /// </returns>
    public static byte[] Build(WeightFile file)
    {
        var graph = new FaceApiGraph("ssd_mobilenetv1", file);
        var x = graph.Picture(SsdDetector.InputSize, [127.5f, 127.5f, 127.5f], 127.5f, batch: 1);
        List<string> features = [];

        x = graph.Relu6(graph.Convolution(x, Pointwise("MobilenetV1", 0), stride: 2));
        for (var layer = 1; layer <= 13; layer++)
        {
            x = graph.Relu6(graph.Depthwise(x, Depthwise(layer), stride: layer is 2 or 4 or 6 or 12 ? 2 : 1));
            x = graph.Relu6(graph.Convolution(x, Pointwise("MobilenetV1", layer)));
            if (layer is 11 or 13)
            {
                features.Add(x);
            }
        }

        for (var layer = 0; layer < 8; layer += 2)
        {
            x = graph.Relu6(graph.Convolution(x, Pointwise("Prediction", layer)));
            x = graph.Relu6(graph.Convolution(x, Pointwise("Prediction", layer + 1), stride: 2));
            features.Add(x);
        }

        var offsets = features.Select((feature, i) => graph.Rows(graph.Convolution(feature, Predictor(i, "BoxEncodingPredictor")), columns: 4));
        // The classes are background, face and one that is never used; only face is kept.
        var logits = features.Select((feature, i) => graph.Rows(graph.Convolution(feature, Predictor(i, "ClassPredictor").Every(3, first: 1)), columns: 1));
        graph.Output(graph.Concatenate([.. offsets]), "offsets", 1, SsdAnchors.Count, 4);
        graph.Output(graph.Concatenate([.. logits]), "logits", 1, SsdAnchors.Count, 1);
        return graph.ToModel();

        Kernel Pointwise(string part, int layer) =>
            Kernel.Read(file, $"{part}/Conv2d_{layer}_pointwise/weights", $"{part}/Conv2d_{layer}_pointwise/convolution_bn_offset");

        Kernel Predictor(int feature, string kind) =>
            Kernel.Read(file, $"Prediction/BoxPredictor_{feature}/{kind}/weights", $"Prediction/BoxPredictor_{feature}/{kind}/biases");

        Kernel Depthwise(int layer)
        {
            var prefix = $"MobilenetV1/Conv2d_{layer}_depthwise";
            var gamma = file.Read($"{prefix}/BatchNorm/gamma");
            var beta = file.Read($"{prefix}/BatchNorm/beta");
            var mean = file.Read($"{prefix}/BatchNorm/moving_mean");
            var variance = file.Read($"{prefix}/BatchNorm/moving_variance");
            for (var channel = 0; channel < gamma.Length; channel++)
            {
                gamma[channel] /= MathF.Sqrt(variance[channel] + BatchNormEpsilon);
                beta[channel] -= mean[channel] * gamma[channel];
            }

            return Kernel.ReadDepthwise(file, $"{prefix}/depthwise_weights").Then(gamma, beta);
        }
    }
}

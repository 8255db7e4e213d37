namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>The 68 landmark points: four blocks of separable convolutions, each of which adds up all of its earlier results, as face_landmark_68 of face-api.</summary>
internal static class LandmarkGraph
{
    /// <summary>Height and width of the input.</summary>
    public const int InputSize = 112;

    private const int PointCount = 68;

    /// <summary>Builds the ONNX model.</summary>
    /// <param name="file">The weights <c>face_landmark_68_model</c>.</param>
    /// <returns>Input <c>picture</c> n × 3 × 112 × 112; output <c>points</c> n × 136: x and y of each point, in parts of the square input.</returns>
    public static byte[] Build(WeightFile file)
    {
        var graph = new FaceApiGraph("face_landmark_68", file);
        var x = graph.Picture(InputSize);
        for (var block = 0; block < 4; block++)
        {
            x = graph.Relu(block == 0
                ? graph.Convolution(x, Kernel.Read(file, "dense0/conv0/filters", "dense0/conv0/bias"), stride: 2)
                : graph.Separable(x, $"dense{block}/conv0", stride: 2));
            var sum = x;
            for (var layer = 1; layer < 4; layer++)
            {
                sum = graph.Add(sum, graph.Separable(x, $"dense{block}/conv{layer}"));
                x = graph.Relu(sum);
            }
        }

        var points = graph.FullyConnected(graph.MeanOverPositions(x), "fc");
        graph.Output(points, "points", -1, 2 * PointCount);
        return graph.ToModel();
    }
}

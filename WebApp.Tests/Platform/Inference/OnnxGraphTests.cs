using Iris.Platform.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Inference;

public sealed class OnnxGraphTests
{
    [Fact]
    public void A_graph_runs_in_onnx_runtime()
    {
        var graph = new OnnxGraph("affine");
        graph.Input("x", -1, 2);
        graph.Output("y", -1, 2);
        var scaled = graph.Node("Mul", ["x", graph.Constant([2f, 3f], 2)]);
        var padded = graph.Node("Concat", [scaled, scaled], ("axis", 1));
        var sliced = graph.Node("Slice", [padded, graph.Indices(1), graph.Indices(3), graph.Indices(1)]);
        graph.Node("LeakyRelu", [sliced], ["y"], ("alpha", 0.5f));

        using var session = new InferenceSession(graph.ToModel());
        using var x = OrtValue.CreateTensorValueFromMemory([1f, -1f, 10f, 20f], [2, 2]);
        using var results = session.Run(new RunOptions(), ["x"], [x], ["y"]);

        Assert.Equal([-1.5f, 2f, 60f, 20f], results[0].GetTensorDataAsSpan<float>().ToArray());
    }
}

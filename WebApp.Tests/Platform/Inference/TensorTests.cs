using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Inference;

public sealed class TensorTests
{
    [Theory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Half)]
    [InlineData(ElementType.Float)]
    public void Whole_numbers_reach_a_network_in_its_type(ElementType type)
    {
        using var tensor = Tensor.Rent(type, 2, 2);

        tensor.Write([1, -2, 3, 999]);

        Assert.Equal([1f, -2, 3, 999], AsFloats(type, tensor));
    }

    [Fact]
    public void Halves_are_the_nearest()
    {
        using var tensor = Tensor.Rent(ElementType.Half, 3);

        tensor.Write([0.1f, 70_000]);
        tensor.Write([-1e-3f], start: 2);

        Assert.Equal([(float)(Half)0.1f, float.PositiveInfinity, (float)(Half)(-1e-3f)], AsFloats(ElementType.Half, tensor));
    }

    [Fact]
    public void A_scalar_has_one_element()
    {
        using var tensor = Tensor.Rent(ElementType.Float);

        tensor.Write([7]);

        Assert.Equal([7f], AsFloats(ElementType.Float, tensor, dimensions: 0));
    }

    [Fact]
    public void More_than_fits_is_refused()
    {
        using var floats = Tensor.Rent(2);
        using var longs = Tensor.Rent(ElementType.Int64, 2);

        Assert.Throws<ArgumentException>(() => floats.Write([1f, 2, 3]));
        Assert.ThrowsAny<Exception>(() => longs.Write([1, 2, 3]));
        Assert.Throws<InvalidOperationException>(() => longs.Write([1f]));
    }

    /// <summary>What the runtime sees, cast to float by a network.</summary>
    private static float[] AsFloats(ElementType type, Tensor tensor, int dimensions = 1)
    {
        var graph = new OnnxGraph("cast");
        if (dimensions == 0) graph.Input("x", type);
        else graph.Input("x", type, tensor.Length == 4 ? [2, 2] : [tensor.Length]);
        graph.Output("y", -1);
        graph.Node("Reshape", [graph.Node("Cast", ["x"], ("to", (int)ElementType.Float)), graph.Indices(-1)], ["y"]);
        using var session = new InferenceSession(graph.ToModel());
        using var results = session.Run(new RunOptions(), ["x"], [tensor.Value], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}

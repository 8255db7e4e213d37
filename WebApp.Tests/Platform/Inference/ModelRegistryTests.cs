using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;

namespace Iris.Tests.Platform.Inference;

public sealed class ModelRegistryTests
{
    private int loads;

    [Fact]
    public async Task Concurrent_callers_share_one_session()
    {
        using var registry = Registry(Doubling);

        var models = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => registry.Get("doubling"))));

        Assert.Equal(1, loads);
        Assert.All(models, model => Assert.Same(models[0], model));
        using var x = Tensor.Rent(2, 1);
        (x.Span[0], x.Span[1]) = (3, 4);
        using var y = models[0].Run(x);
        Assert.Equal([6f, 8f], y[0].ToArray());
        Assert.Equal([2L, 1], y.Shape(0));
        Assert.Equal([6f, 8f], y["y"].ToArray());
    }

    [Fact]
    public void A_load_that_failed_is_tried_again()
    {
        using var registry = Registry(() => loads++ == 0 ? throw new IOException("away") : Doubling());

        Assert.Throws<IOException>(() => registry.Get("doubling"));

        Assert.Equal("doubling", registry.Get("doubling").Name);
    }

    [Fact]
    public void An_unknown_network_is_named_in_the_error()
    {
        using var registry = Registry(Doubling);

        Assert.Contains("nonsense", Assert.Throws<KeyNotFoundException>(() => registry.Get("nonsense")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_ends_with_the_cancellation()
    {
        using var registry = Registry(Endless);
        using var x = Tensor.Rent(1, 1);
        x.Span.Clear();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.ThrowsAny<OperationCanceledException>(() => registry.Get("doubling").Run(x, soon.Token));
    }

    private byte[] Doubling()
    {
        loads++;
        var graph = new OnnxGraph("doubling");
        graph.Input("x", -1, 1);
        graph.Output("y", -1, 1);
        graph.Node("Mul", ["x", graph.Constant([2f], 1)], ["y"]);
        return graph.ToModel();
    }

    /// <summary>About a minute of matrix products, so that only cancellation can end it in time.</summary>
    private static byte[] Endless()
    {
        var graph = new OnnxGraph("endless");
        graph.Input("x", 1, 1);
        graph.Output("y", 1024, 1024);
        var value = graph.Node("Add", ["x", graph.Constant(new float[1024 * 1024], 1024, 1024)]);
        for (var i = 0; i < 2000; i++)
        {
            value = graph.Node("MatMul", [value, value]);
        }

        graph.Node("Identity", [value], ["y"]);
        return graph.ToModel();
    }

    private static ModelRegistry Registry(Func<byte[]> load) => ModelRegistry.WithoutHost([new ModelSource("doubling", "1", load)]);
}

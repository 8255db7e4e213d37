using System.Runtime.InteropServices;
using System.Text;
using Iris.Platform.Faces.FaceApi.Graphs;

namespace Iris.Tests.Platform.Faces.FaceApi;

public sealed class KernelTests
{
    [Fact]
    public void Outputs_come_first_then_inputs_then_positions()
    {
        // Each value tells where it stood: height, width, input, output.
        var values = from y in Enumerable.Range(0, 2)
                     from x in Enumerable.Range(0, 2)
                     from i in Enumerable.Range(0, 3)
                     from o in Enumerable.Range(0, 5)
                     select 1000f * y + 100 * x + 10 * i + o;

        var kernel = Kernel.Read(File([2, 2, 3, 5], [.. values]), "filters", "bias");

        Assert.Equal(
            from o in Enumerable.Range(0, 5)
            from i in Enumerable.Range(0, 3)
            from y in Enumerable.Range(0, 2)
            from x in Enumerable.Range(0, 2)
            select 1000f * y + 100 * x + 10 * i + o,
            kernel.Weights);
        Assert.Equal((5, 3, 2), (kernel.Outputs, kernel.Inputs, kernel.Size));
    }

    [Fact]
    public void A_depth_wise_kernel_has_one_input_per_output()
    {
        var kernel = Kernel.ReadDepthwise(File([1, 1, 3, 1], [1, 2, 3]), "filters");

        Assert.Equal((3, 1, 1), (kernel.Outputs, kernel.Inputs, kernel.Size));
        Assert.Throws<InvalidDataException>(() => Kernel.ReadDepthwise(File([1, 1, 1, 3], [1, 2, 3]), "filters"));
    }

    [Fact]
    public void What_follows_is_folded_in()
    {
        var kernel = Kernel.Read(File([1, 1, 2, 2], [1, 2, 3, 4]), "filters", "bias").Then([10, 100], [0.5f, 0.25f]);

        Assert.Equal([10, 30, 200, 400], kernel.Weights);
        Assert.Equal([0.5f, 100.25f], kernel.Bias!);
    }

    [Fact]
    public void Outputs_can_be_picked()
    {
        var kernel = Kernel.Read(File([1, 1, 1, 6], [0, 1, 2, 3, 4, 5]), "filters", "bias").Every(3, first: 1);

        Assert.Equal([1, 4], kernel.Weights);
        Assert.Equal([1, 4], kernel.Bias!);
    }

    // Weights 'filters' and a 'bias' that counts the outputs from 0.
    private static WeightFile File(int[] shape, float[] filters)
    {
        var bias = Enumerable.Range(0, shape[^1]).Select(i => (float)i).ToArray();
        var manifest = $$"""
            [{ "weights": [{ "name": "filters", "shape": [{{string.Join(',', shape)}}], "dtype": "float32" },
                           { "name": "bias", "shape": [{{bias.Length}}], "dtype": "float32" }] }]
            """;
        return new("net", Encoding.UTF8.GetBytes(manifest), MemoryMarshal.AsBytes<float>([.. filters, .. bias]).ToArray());
    }
}

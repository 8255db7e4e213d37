using Iris.Platform.Faces.FaceApi.Graphs;

namespace Iris.Tests.Platform.Faces.FaceApi;

public sealed class WeightFileTests
{
    private const string Manifest = """
        [{ "paths": ["net.bin"], "weights": [
            { "name": "quantised", "shape": [2, 1], "dtype": "float32", "quantization": { "dtype": "uint8", "scale": 0.1, "min": -1 } },
            { "name": "plain", "shape": [1], "dtype": "float32" },
            { "name": "whole", "shape": [], "dtype": "int32", "quantization": { "dtype": "uint8", "scale": 1, "min": 6 } }] }]
        """;

    private static readonly byte[] Data = [0, 255, .. BitConverter.GetBytes(0.5f), 7];

    [Fact]
    public void Quantised_values_are_computed_in_double()
    {
        var file = Open(Data);

        Assert.Equal([-1, (float)(255 * 0.1 - 1)], file.Read("quantised"));
        Assert.Equal([2, 1], file.Shape("quantised"));
        Assert.Equal([0.5f], file.Read("plain"));
    }

    [Fact]
    public void A_missing_tensor_is_named() => AssertRefused("'net' has no tensor 'absent'.", () => Open(Data).Read("absent"));

    [Fact]
    public void A_tensor_of_another_type_is_named() => AssertRefused("'whole' of 'net' is int32", () => Open(Data).Read("whole"));

    [Fact]
    public void Truncated_weights_are_noticed() => AssertRefused("'net' have 6 bytes, its manifest describes 7", () => Open(Data[..^1]));

    private static WeightFile Open(byte[] data) => new("net", System.Text.Encoding.UTF8.GetBytes(Manifest), data);

    private static void AssertRefused(string message, Action act) => Assert.Contains(message, Assert.Throws<InvalidDataException>(act).Message, StringComparison.Ordinal);
}

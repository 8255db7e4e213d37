using System.Runtime.InteropServices;
using System.Text.Json;
using Iris.Platform.Faces.Human;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;

namespace Iris.Tests.Platform.Faces.Human;

/// <summary>Converted networks against the figures of tools/face-reference/human-networks.mjs, which runs the package itself.</summary>
public sealed class HumanNetworkTests(ITestOutputHelper output)
{
    // For numbers up to 100. BlazeFace's raw logits reach 700, where one part in a hundred thousand is what float sums in another order leave.
    private const float Tolerance = 1e-3f, RelativeTolerance = 1e-5f;

    /// <summary>Name, side, channels, and scale and offset that make the network's input from 0..255.</summary>
    public static TheoryData<string, int, int, float, float> Networks => new()
    {
        { "blazeface", 256, 3, 1 / 127.5f, -1 },
        { "facemesh", 192, 3, 1 / 255f, 0 },
        { "iris", 64, 3, 1 / 255f, 0 },
        { "faceres", 224, 3, 1, 0 },
        { "movenet-lightning", 192, 3, 1, 0 },
        { "antispoof", 128, 3, 1 / 255f, 0 },
        { "liveness", 32, 3, 1 / 255f, 0 },
        { "emotion", 64, 1, 1 / 255f, 0 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_converted_network_agrees_with_the_package(string name, int size, int channels, float scale, float offset)
    {
        using var session = new InferenceSession(HumanModels.Load(name));
        foreach (var (input, pixels) in new[] { ("random", RandomPixels(size, channels)), ("face", FacePixels(size, channels)) })
        {
            using var tensor = OrtValue.CreateTensorValueFromMemory(Planar(pixels, size, channels, scale, offset), [1, channels, size, size]);
            using var results = session.Run(new RunOptions(), [.. session.InputNames], [tensor], [.. session.OutputNames]);
            foreach (var (published, result) in session.OutputNames.Zip(results))
            {
                var actual = result.GetTensorDataAsSpan<float>();
                var expected = Expected(name, input, published);
                Assert.Equal(expected.Length, actual.Length);
                var difference = expected.Zip(actual.ToArray(), (one, other) => Math.Abs(one - other) / Math.Max(1, Math.Abs(one) * RelativeTolerance / Tolerance)).Max();
                output.WriteLine($"{name}, {input}, {published}: {difference:0.0e0}");
                Assert.InRange(difference, 0, Tolerance);
            }
        }
    }

    [Fact]
    public void An_unknown_operation_is_named()
    {
        var exception = Assert.Throws<NotSupportedException>(() => HumanModels.Load("centernet"));

        Assert.Matches("^centernet: the operation Equal \\(node '.+'\\) is unknown.$", exception.Message);
    }

    private static float[] Expected(string network, string input, string name)
    {
        using var index = JsonDocument.Parse(Reference("human.json"));
        var entry = index.RootElement.EnumerateArray().Single(entry =>
            (entry.GetProperty("network").GetString(), entry.GetProperty("input").GetString(), entry.GetProperty("output").GetString()) == (network, input, name));
        var floats = MemoryMarshal.Cast<byte, float>(Reference("human.bin"));
        return floats.Slice(entry.GetProperty("offset").GetInt32(), entry.GetProperty("length").GetInt32()).ToArray();
    }

    private static byte[] RandomPixels(int size, int channels)
    {
        var pixels = new byte[size * size * channels];
        var state = 1u;
        for (var i = 0; i < pixels.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            pixels[i] = (byte)(state >> 24);
        }

        return pixels;
    }

    private static byte[] FacePixels(int size, int channels)
    {
        const int Edge = 256;
        var face = Reference("face.rgb");
        var pixels = new byte[size * size * channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x, channel) = (i / channels / size, i / channels % size, i % channels);
            pixels[i] = face[(y * Edge / size * Edge + x * Edge / size) * 3 + (channels == 1 ? 1 : channel)];
        }

        return pixels;
    }

    private static float[] Planar(byte[] pixels, int size, int channels, float scale, float offset)
    {
        var planar = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            planar[i % channels * size * size + i / channels] = pixels[i] * scale + offset;
        }

        return planar;
    }

    private static byte[] Reference(string file)
    {
        using var stream = typeof(HumanNetworkTests).Assembly.GetManifestResourceStream(file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

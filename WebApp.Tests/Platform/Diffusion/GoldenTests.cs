using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Diffusion.Sampling;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>The embedded painter against torch with the same weights and the same noise: models/painter/training/golden.py.</summary>
public sealed class GoldenTests : IDisposable
{
    private const double Tolerance = 1e-3;

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "models", "painter");
    private static readonly JsonNode Golden = JsonNode.Parse(File.ReadAllText(Path.Combine(Home, "golden", "golden.json")))!;
    private static readonly float[] Numbers = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Home, "golden", "golden.bin"))).ToArray();

    private readonly ModelFolder folder = ModelFolder.Read("crayon", Home, ModelServers.None);
    private readonly SessionOptions options = new();
    private readonly PainterNetworks networks;

    public GoldenTests() =>
        networks = new PainterNetworks(folder, options, ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider()));

    [Fact]
    public void Texts_have_the_same_tokens() =>
        Assert.All(Golden["tokens"]!.AsArray(), one => Assert.Equal(one!["ids"].Deserialize<int[]>(), folder.Tokenizer.Encode((string)one["text"]!)));

    [Fact]
    public void Prompts_have_the_same_embeddings()
    {
        AssertClose(All(Golden["embeddings"]!), Encode([.. Golden["prompts"].Deserialize<string[]>()!]));
        AssertClose(All(Golden["nothing"]!), Encode([""]));
    }

    [Fact]
    public void One_run_of_the_denoiser_gives_the_same()
    {
        for (var picture = 0; picture < 2; picture++)
        {
            using var denoiser = new Denoiser(networks.Denoiser, folder.Denoiser, Of(Golden["embeddings"]!, picture), guidance: 1);
            var prediction = new float[denoiser.Size];

            denoiser.Predict(Of(Golden["noise"]!, picture), (int)Golden["denoised"]!["timestep"]!, prediction, CancellationToken.None);

            AssertClose(Of(Golden["denoised"]!, picture), prediction);
        }
    }

    [Theory]
    [InlineData("ddim", SchedulerKind.Ddim)]
    [InlineData("euler", SchedulerKind.Euler)]
    [InlineData("euler_ancestral", SchedulerKind.EulerAncestral)]
    public void Latents_are_the_same_after_every_step(string name, SchedulerKind kind)
    {
        for (var picture = 0; picture < 2; picture++)
        {
            var expected = Golden["latents"]![name]!;

            Sample(kind, (int)expected["steps"]!, picture, (step, latents, _) => AssertClose(Of(expected, step - 1, picture), latents.ToArray()));
        }
    }

    [Fact]
    public void The_picture_is_the_same()
    {
        var painted = Golden["latents"]!["ddim"]!;
        var latents = Of(painted, (int)painted["steps"]! - 1, 0);
        var expected = All(Golden["picture"]!);
        var planes = new float[expected.Length];

        Decoder.Decode(networks.Decoder, folder, latents, planes, CancellationToken.None);

        AssertClose(expected, planes);
    }

    public void Dispose()
    {
        networks.Dispose();
        options.Dispose();
    }

    private void Sample(SchedulerKind kind, int steps, int picture, StepObserver observer)
    {
        float[] prompts = [.. All(Golden["nothing"]!), .. Of(Golden["embeddings"]!, picture)];
        using var denoiser = new Denoiser(networks.Denoiser, folder.Denoiser, prompts, (float)Golden["guidance"]!);
        var latents = new float[denoiser.Size];
        SamplingLoop.Run(Scheduler.Create(kind, folder.Scheduler, steps), denoiser, Noise, latents, observer, CancellationToken.None);

        void Noise(int draw, Span<float> target) => (draw == 0 ? Of(Golden["noise"]!, picture) : Of(Golden["ancestral_noise"]!, draw - 1, picture)).CopyTo(target);
    }

    private float[] Encode(ReadOnlySpan<string> texts) => TextEncoder.Encode(networks.TextEncoder, folder, texts, CancellationToken.None);

    private static float[] All(JsonNode place) => Of(place);

    /// <summary>A part of an array by its first indices.</summary>
    private static float[] Of(JsonNode place, params ReadOnlySpan<int> indices)
    {
        var (start, shape) = ((int)place["at"]!, place["shape"].Deserialize<int[]>()!);
        var size = shape.Aggregate((product, length) => product * length);
        for (var axis = 0; axis < indices.Length; axis++)
        {
            size /= shape[axis];
            start += indices[axis] * size;
        }

        return Numbers[start..(start + size)];
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        // With σ up to 4096 Euler's latents are thousands of times as large as the picture's.
        var worst = expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)));
        Assert.InRange(worst, 0, Tolerance);
    }
}

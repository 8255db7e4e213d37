using System.Text.Json.Nodes;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Diffusion.Sampling;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Diffusion;

public sealed class PreviewTests
{
    [Fact]
    public void Planes_become_pixels_in_the_order_of_their_colours()
    {
        using var picture = Decoder.FromPlanes([1, 0, -1, 2, 0, 0, 0, 0, -1, -1, -3, 0.5f], 2);

        Assert.Equal([255, 128, 0, 128, 128, 0, 0, 128, 0, 255, 128, 191], picture.Rgb.ToArray());
    }

    [Fact]
    public void Latents_are_mapped_to_colours_as_the_folder_says()
    {
        using var files = new TinyPainter().Written();
        files.Json("iris.json", new()
        {
            ["preview"] = new JsonObject
            {
                ["matrix"] = new JsonArray(new JsonArray(1, 0, 0), new JsonArray(0, 0.5, 0), new JsonArray(0, 0, 0.25), new JsonArray(0, 0, 0)),
                ["bias"] = new JsonArray(0, 0.25, -1),
            },
        });
        using var options = new SessionOptions();
        var folder = ModelFolder.Read("tiny", files.Folder, ModelServers.None);
        using var networks = new PainterNetworks(folder, options, ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider()));
        var latents = new float[4 * 64];
        latents.AsSpan(0, 64).Fill(-0.5f);
        latents.AsSpan(64, 64).Fill(1);
        latents.AsSpan(128, 64).Fill(2);
        latents.AsSpan(192).Fill(100);

        using var preview = new Preview(folder, networks.Decoder).Of(latents, CancellationToken.None);

        // −0.5; 0.5 · 1 + 0.25; 0.25 · 2 − 1
        Assert.Equal([64, 223, 64], preview.Rgb[..3].ToArray());
        Assert.Equal(preview.Rgb[..3].ToArray(), preview.Rgb[^3..].ToArray());
        Assert.Equal(128, preview.Width);
    }
}

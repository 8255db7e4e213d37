using System.Text.Json;
using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>The folder <c>vae_decoder</c>. Keys that old exports leave out get the values of Stable Diffusion 1, whose exports they are.</summary>
/// <param name="Latents">The input: pictures × channels × height × width.</param>
/// <param name="Result">The output: pictures × 3 × height × width.</param>
/// <param name="Channels">Of the latents, where that is known.</param>
/// <param name="Scale">Pixels of the picture per latent, along an edge.</param>
/// <param name="ScalingFactor">Latents are divided by it before they are decoded.</param>
internal sealed record DecoderFiles(OnnxPort Latents, OnnxPort Result, int? Channels, int Scale, float ScalingFactor)
{
    public const string Network = "vae_decoder/model.onnx", Output = "sample";

    public static DecoderFiles Read(FolderFiles files)
    {
        var network = files.Network(Network);
        var latents = network.Real("latent_sample", 4);
        network.WantsOnly(latents.Name);
        var result = network.Output(Output, 4);
        var settings = files.OptionalJson("vae_decoder/config.json");
        var levels = settings.Find("block_out_channels") switch
        {
            null => 4,
            { ValueKind: JsonValueKind.Array } blocks when blocks.GetArrayLength() is >= 1 and <= 8 and var length => length,
            { } other => throw settings.Wrong("block_out_channels", other, "[128, 256, 512, 512]"),
        };
        return new DecoderFiles(
            latents,
            result,
            settings.Agreeing("latent_channels", 1 << 10, latents.Shape[1], network.File),
            1 << (levels - 1),
            (float)(settings.Number("scaling_factor", 1e-6, 1e6) ?? 0.18215));
    }
}

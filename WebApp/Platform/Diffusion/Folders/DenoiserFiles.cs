using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>The folder <c>unet</c>. Keys that old exports leave out get the values of Stable Diffusion 1, whose exports they are.</summary>
/// <param name="Sample">The input for latents: pictures × channels × height × width.</param>
/// <param name="Timestep">The input for the training step: a scalar or a list.</param>
/// <param name="States">The input for the encoded prompts: pictures × tokens × width.</param>
/// <param name="Condition">The input for the embedded guidance; null when guidance takes a second run instead.</param>
/// <param name="Result">The output: like the latents.</param>
/// <param name="Channels">Of the latents.</param>
/// <param name="Edge">Of the latents.</param>
/// <param name="Width">Numbers per token.</param>
/// <param name="ConditionWidth">Length of the embedded guidance.</param>
internal sealed record DenoiserFiles(OnnxPort Sample, OnnxPort Timestep, OnnxPort States, OnnxPort? Condition, OnnxPort Result, int Channels, int Edge, int Width, int ConditionWidth)
{
    public const string Network = "unet/model.onnx", Output = "out_sample";

    private const string ConditionName = "timestep_cond";

    // Eight to sixteen pixels of the picture each.
    private const int MostEdge = 512;

    public static DenoiserFiles Read(FolderFiles files)
    {
        var network = files.Network(Network);
        var sample = network.Real("sample", 4);
        var timestep = network.Number("timestep");
        var states = network.Real("encoder_hidden_states", 3);
        var condition = network.HasInput(ConditionName) ? network.Real(ConditionName, 2) : null;
        network.WantsOnly(sample.Name, timestep.Name, states.Name, ConditionName);
        network.TakesAnyBatch(sample);
        var result = network.Output(Output, 4);
        var settings = files.OptionalJson("unet/config.json");
        return new DenoiserFiles(
            sample,
            timestep,
            states,
            condition,
            result,
            settings.Agreeing("in_channels", 1 << 10, sample.Shape[1], network.File) ?? 4,
            settings.Agreeing("sample_size", MostEdge, sample.Shape[2], network.File) ?? 64,
            settings.Agreeing("cross_attention_dim", 1 << 16, states.Shape[2], network.File) ?? 768,
            settings.Agreeing("time_cond_proj_dim", 1 << 16, condition?.Shape[1], network.File) ?? 256);
    }
}

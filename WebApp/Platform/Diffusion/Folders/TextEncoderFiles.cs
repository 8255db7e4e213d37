using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>The folder <c>text_encoder</c>.</summary>
/// <param name="Ids">The input: token ids, texts × length.</param>
/// <param name="Result">The output: texts × length × width.</param>
/// <param name="Length">Ids per text, where the network fixes it.</param>
/// <param name="Width">Numbers per token, where that is known before a run.</param>
/// <param name="Words">Size of the vocabulary, where the settings tell.</param>
internal sealed record TextEncoderFiles(OnnxPort Ids, OnnxPort Result, int? Length, int? Width, int? Words)
{
    public const string Network = "text_encoder/model.onnx", Output = "last_hidden_state";

    public static TextEncoderFiles Read(FolderFiles files)
    {
        var network = files.Network(Network);
        var ids = network.Integer("input_ids", 2);
        network.WantsOnly(ids.Name);
        network.TakesAnyBatch(ids);
        var result = network.Output(Output, 3);
        var settings = files.OptionalJson("text_encoder/config.json");
        return new TextEncoderFiles(
            ids,
            result,
            ids.Shape[1],
            settings.Agreeing("hidden_size", 1 << 16, result.Shape[2], network.File),
            settings.Integer("vocab_size", 1, int.MaxValue));
    }
}

using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;

namespace Iris.Platform.Diffusion.Sampling;

/// <summary>From sentences to what the denoiser reads.</summary>
internal static class TextEncoder
{
    /// <summary>Encodes texts in one run, without words outside the painter's world: texts × tokens × width numbers.</summary>
    public static float[] Encode(INetwork model, ModelFolder folder, ReadOnlySpan<string> texts, CancellationToken cancellation)
    {
        var vocabulary = folder.Manifest.Vocabulary;
        var ids = new List<int>();
        foreach (var text in texts) ids.AddRange(folder.Tokenizer.Encode(vocabulary?.Known(text) ?? text));
        return Encode(model, folder, ids.ToArray(), texts.Length, cancellation);
    }

    /// <summary>Encodes ids: texts × tokens.</summary>
    public static float[] Encode(INetwork model, ModelFolder folder, ReadOnlySpan<int> ids, int texts, CancellationToken cancellation)
    {
        var files = folder.TextEncoder;
        using var tensor = Tensor.Rent(files.Ids.Type, texts, ids.Length / texts);
        tensor.Write(ids);
        var states = new float[ids.Length * folder.Denoiser.Width];
        model.Run([(files.Ids.Name, tensor)], TextEncoderFiles.Output, states, cancellation);
        return states;
    }
}

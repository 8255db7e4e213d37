using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;

namespace Iris.Worker;

/// <summary>A network that others may run here.</summary>
/// <param name="Name">What they call it.</param>
/// <param name="Painter">Whose it is.</param>
/// <param name="Inputs">All of them have to be given.</param>
/// <param name="Output">The one that is served.</param>
/// <param name="Choose">Takes it from the painter's networks.</param>
internal sealed record ServedNetwork(string Name, Painter Painter, IReadOnlyList<OnnxPort> Inputs, OnnxPort Output, Func<PainterNetworks, INetwork> Choose);

/// <summary>The networks of the painters that this process runs itself.</summary>
internal sealed class ServedNetworks(Painters painters)
{
    public IEnumerable<ServedNetwork> All() => painters.Local().SelectMany(Of);

    /// <summary>The network with this name, or null.</summary>
    public ServedNetwork? Find(string name) => All().FirstOrDefault(network => network.Name == name);

    /// <summary>
    /// What a graph leaves open, the folder fixes: a run is as large as a picture of this painter, and nobody can ask for one that takes the machine's memory. Only the
    /// batch stays open.
    /// </summary>
    private static IEnumerable<ServedNetwork> Of(Painter painter)
    {
        var folder = painter.Folder;
        var (text, denoiser, decoder, tokens) = (folder.TextEncoder, folder.Denoiser, folder.Decoder, folder.Tokenizer.Length);
        List<OnnxPort> inputs = [Sized(denoiser.Sample, denoiser.Channels, denoiser.Edge, denoiser.Edge), denoiser.Timestep, Sized(denoiser.States, tokens, denoiser.Width)];
        if (denoiser.Condition is { } condition) inputs.Add(Sized(condition, denoiser.ConditionWidth));
        return
        [
            new(NameOf(TextEncoderFiles.Network), painter, [Sized(text.Ids, tokens)], text.Result, networks => networks.TextEncoder),
            new(NameOf(DenoiserFiles.Network), painter, inputs, denoiser.Result, networks => networks.Denoiser),
            new(NameOf(DecoderFiles.Network), painter, [Sized(decoder.Latents, denoiser.Channels, denoiser.Edge, denoiser.Edge)], decoder.Result, networks => networks.Decoder),
        ];

        string NameOf(string network) => RemoteNetworks.NameOf(painter.Description.Id, network);
    }

    private static OnnxPort Sized(OnnxPort port, params ReadOnlySpan<int> sizes)
    {
        var shape = port.Shape.ToArray();
        for (var axis = 0; axis < sizes.Length; axis++) shape[axis + 1] = sizes[axis];
        return port with { Shape = shape };
    }
}

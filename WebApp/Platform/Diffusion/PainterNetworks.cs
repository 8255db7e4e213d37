using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Diffusion;

/// <summary>The three networks of a painter, loaded or on a server.</summary>
internal sealed class PainterNetworks : IDisposable
{
    private readonly List<INetwork> networks = [];

    /// <exception cref="FolderProblemException">The runtime refuses a network.</exception>
    public PainterNetworks(ModelFolder folder, SessionOptions options, InferenceMetrics metrics)
    {
        try
        {
            TextEncoder = Load("text", TextEncoderFiles.Network);
            Denoiser = Load("denoiser", DenoiserFiles.Network);
            Decoder = Load("decoder", DecoderFiles.Network);
        }
        catch
        {
            Dispose();
            throw;
        }

        INetwork Load(string part, string file)
        {
            var (name, version) = ($"painter-{folder.Description.Id}-{part}", folder.Description.Version);
            try
            {
                networks.Add(folder.Remote is { } remote
                    ? new RemoteModel(name, remote.Server, remote.ModelOf(file), metrics)
                    : new Model(name, version, Path.Combine(folder.Path, file), options, metrics));
                return networks[^1];
            }
            catch (OnnxRuntimeException refused)
            {
                throw new FolderProblemException("not-loadable", file, refused.Message);
            }
        }
    }

    public INetwork TextEncoder { get; }

    public INetwork Denoiser { get; }

    public INetwork Decoder { get; }

    public void Dispose() => networks.ForEach(network => network.Dispose());
}

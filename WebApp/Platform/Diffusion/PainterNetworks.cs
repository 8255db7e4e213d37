using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Diffusion;

/// <summary>The three loaded networks of a painter.</summary>
internal sealed class PainterNetworks : IDisposable
{
    private readonly List<Model> loaded = [];

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

        Model Load(string part, string file)
        {
            var (id, version) = (folder.Description.Id, folder.Description.Version);
            try
            {
                loaded.Add(new Model($"painter-{id}-{part}", version, Path.Combine(folder.Path, file), options, metrics));
                return loaded[^1];
            }
            catch (OnnxRuntimeException refused)
            {
                throw new FolderProblemException("not-loadable", file, refused.Message);
            }
        }
    }

    public Model TextEncoder { get; }

    public Model Denoiser { get; }

    public Model Decoder { get; }

    public void Dispose() => loaded.ForEach(model => model.Dispose());
}

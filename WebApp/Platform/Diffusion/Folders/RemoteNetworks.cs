using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>
/// <c>remote.json</c>: a server runs the networks of this folder, and the files of weights may be missing. It only names a server that the configuration has, so that
/// a folder from elsewhere can't send prompts, or the token, to an address of its own.
/// </summary>
/// <param name="Server">Runs them.</param>
/// <param name="Models">What the server calls the text encoder, the denoiser and the decoder, by their folders.</param>
internal sealed record RemoteNetworks(ModelServer Server, IReadOnlyDictionary<string, string> Models)
{
    private const string File = "remote.json";

    private static readonly string[] Networks = [TextEncoderFiles.Network, DenoiserFiles.Network, DecoderFiles.Network];

    /// <summary>Whether a folder has such a file.</summary>
    public static bool AreIn(string folder) => System.IO.File.Exists(Path.Combine(folder, File));

    /// <summary>Null when there is no such file.</summary>
    /// <param name="files">The folder; asks for nothing but the one file.</param>
    /// <param name="id">Of the painter.</param>
    /// <param name="servers">Those of the configuration.</param>
    public static RemoteNetworks? Read(FolderFiles files, string id, ModelServers servers)
    {
        if (!files.Has(File)) return null;
        var json = files.Json(File);
        var name = json.Text("server") ?? throw new FolderProblemException("missing-key", File, "server");
        var server = servers.Find(name) ?? throw new FolderProblemException("unknown-server", File, name);
        var given = json.Object("models");
        return new RemoteNetworks(server, Networks.ToDictionary(PartOf, network => given?.Text(PartOf(network)) ?? NameOf(id, network)));
    }

    /// <summary>What Iris as a server calls a network of a painter, and what is asked for unless the file says otherwise.</summary>
    public static string NameOf(string id, string network) => $"{id}-{PartOf(network)}";

    /// <summary>What the server calls a network.</summary>
    public string ModelOf(string network) => Models[PartOf(network)];

    /// <summary>For sentences.</summary>
    public string TitleOf(string network) => $"{ModelOf(network)} ({Server.Name})";

    /// <summary>What the server says of a network.</summary>
    /// <exception cref="FolderProblemException">It says nothing, or has no such model.</exception>
    public NetworkPorts Describe(string network, CancellationToken cancellation)
    {
        try
        {
            return Server.Describe(ModelOf(network), cancellation);
        }
        catch (ModelServerException problem)
        {
            throw FolderProblemException.Of(problem);
        }
    }

    private static string PartOf(string network) => Path.GetDirectoryName(network)!;
}

using System.Text.Json;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>The files of a folder of weights by their names in it, such as <c>unet/model.onnx</c>. What can't be read is a <see cref="FolderProblemException"/>.</summary>
internal sealed class FolderFiles
{
    private const long MaxText = 64 << 20;

    private readonly string folder;

    /// <param name="folder">Where it is.</param>
    /// <param name="id">Of the painter.</param>
    /// <param name="servers">That may run its networks.</param>
    public FolderFiles(string folder, string id, ModelServers servers)
    {
        this.folder = Path.GetFullPath(folder);
        Remote = RemoteNetworks.Read(this, id, servers);
    }

    /// <summary>The networks when a server runs them.</summary>
    public RemoteNetworks? Remote { get; }

    public string PathOf(string file) => Path.Combine(folder, file);

    public bool Has(string file) => File.Exists(PathOf(file));

    /// <summary>A file with one JSON object.</summary>
    public FolderJson Json(string file) => Read(file, stream =>
    {
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new FolderJson(file, document.RootElement.Clone())
                : throw new FolderProblemException("broken-json", file, 1);
        }
        catch (JsonException broken)
        {
            throw new FolderProblemException("broken-json", file, (broken.LineNumber ?? 0) + 1);
        }
    });

    /// <summary>As <see cref="Json"/>; an object without keys when there is no such file.</summary>
    public FolderJson OptionalJson(string file) => Has(file) ? Json(file) : new FolderJson(file, JsonElement.Parse("{}"));

    public string[] Lines(string file) => Read(file, stream =>
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
    });

    /// <summary>A network for sentences.</summary>
    public string TitleOf(string network) => Remote?.TitleOf(network) ?? network;

    /// <summary>A network, whose weights are all there, or that its server has.</summary>
    public NetworkFile Network(string file)
    {
        if (Remote is not null) return new NetworkFile(TitleOf(file), Remote.Describe(file, CancellationToken.None));
        var content = Read(file, _ => OnnxFile.Read(PathOf(file)), long.MaxValue);
        foreach (var (name, size) in content.Weights)
        {
            CheckWeights(file, name, size);
        }

        return new NetworkFile(file, new NetworkPorts(content.Inputs, content.Outputs));
    }

    private void CheckWeights(string network, string name, long size)
    {
        var home = Path.GetDirectoryName(PathOf(network))!;
        var path = Path.GetFullPath(Path.Combine(home, name));
        if (name.Length == 0 || !path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new FolderProblemException("weights-elsewhere", network, name);
        var weights = new FileInfo(path);
        if (!weights.Exists) throw new FolderProblemException("weights-missing", network, name);
        if (weights.Length < size) throw new FolderProblemException("weights-cut-off", $"{Path.GetDirectoryName(network)}/{name}", weights.Length, size);
    }

    private T Read<T>(string file, Func<Stream, T> read, long largest = MaxText)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(file));
            return stream.Length <= largest ? read(stream) : throw new FolderProblemException("too-large", file, largest >> 20);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FolderProblemException("missing-file", file);
        }
        catch (InvalidDataException)
        {
            throw new FolderProblemException("not-onnx", file);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new FolderProblemException("unreadable", file, closed.Message);
        }
    }
}

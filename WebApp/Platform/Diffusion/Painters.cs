using System.Globalization;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Remote;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Diffusion;

/// <summary>All painters: the embedded one and the folders under <see cref="PainterOptions.Folder"/>. An id is only ever compared with names of folders.</summary>
public sealed class Painters : IDisposable
{
    /// <summary>Id of the painter that comes with the program.</summary>
    public const string Embedded = "crayon";

    /// <summary>Reading a folder whose networks are on a server is waiting.</summary>
    private const int LooksAtOnce = 16;

    private readonly string embeddedFolder, furtherFolder;
    private readonly ModelServers servers;
    private readonly ILogger<Painters> log;
    private readonly SessionOptions options;
    private readonly Func<ModelFolder, PainterNetworks> load;
    private readonly NetworkSlot embeddedSlot, furtherSlot;
    private readonly Lock refreshing = new();
    private IReadOnlyList<Candidate> candidates = [];

    internal Painters(string embeddedFolder, string furtherFolder, SessionOptions options, ModelServers servers, InferenceMetrics metrics, ILogger<Painters> log)
    {
        (this.embeddedFolder, this.furtherFolder, this.options, this.servers, this.log) = (embeddedFolder, furtherFolder, options, servers, log);
        load = folder => new PainterNetworks(folder, options, metrics);
        (embeddedSlot, furtherSlot) = (new NetworkSlot(load), new NetworkSlot(load));
        Refresh();
    }

    /// <summary>The embedded painter first, then the others by id, as they were found by the last <see cref="Refresh"/>; problems in the current language.</summary>
    public IReadOnlyList<PainterEntry> All() => [.. candidates.Select(one => new PainterEntry(
        one.Id,
        one.Painter?.Description.Name ?? one.Id,
        one.Problem is null ? one.Painter?.Description : null,
        one.Problem?.Sentence(CultureInfo.CurrentUICulture),
        one.Problem is null ? one.Painter?.Server : null))];

    /// <summary>
    /// Looks at the folders again, and asks the servers that they name; done once at start. A folder that did not change keeps its painter, and its loaded networks.
    /// </summary>
    public void Refresh()
    {
        lock (refreshing)
        {
            var before = candidates.ToDictionary(one => one.Id);
            Exchange([(Embedded, embeddedFolder), .. FurtherFolders().Select(path => (Path.GetFileName(path), path))], place =>
            {
                var (id, path) = place;
                var stamp = Stamp(path);
                return before.TryGetValue(id, out var known) && known.Stamp == stamp && !known.IsRemote ? known : Read(id, path, stamp);
            });
        }
    }

    /// <summary>Asks the servers of painters whether they are ready, and looks again at folders whose server was not.</summary>
    internal void AskServers(CancellationToken cancellation)
    {
        lock (refreshing)
        {
            if (!candidates.Any(one => one.IsRemote)) return;
            Exchange(candidates, one =>
            {
                if (one is { IsRemote: true, Problem: null }) one.Painter!.AskServer(cancellation);
                else if (one.Problem is { IsServers: true }) return Read(one.Id, one.Path, one.Stamp);
                return one;
            });
        }
    }

    /// <summary>The painter with this id. Its networks are loaded when it first paints; of all but the embedded painter one at most stays loaded.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such painter, or its folder has a problem.</exception>
    /// <exception cref="PainterAwayException">The server that runs its networks does not at the moment.</exception>
    public Painter Get(string id) => candidates.FirstOrDefault(one => one.Id == id) switch
    {
        { Problem: { IsServers: true } problem } => throw new PainterAwayException(id, problem.Message),
        { Painter: { } painter } => painter,
        { Problem: { } problem } => throw new KeyNotFoundException($"The painter '{id}' can't paint. {problem.Message}"),
        _ => throw new KeyNotFoundException($"There is no painter '{id}'."),
    };

    /// <summary>Those whose networks this process runs.</summary>
    internal IEnumerable<Painter> Local() => candidates.Select(one => one.Painter).OfType<Painter>().Where(painter => painter.Server is null);

    public void Dispose()
    {
        embeddedSlot.Dispose();
        furtherSlot.Dispose();
        options.Dispose();
    }

    /// <summary>Puts others in the place of the candidates, and tells the log what changed.</summary>
    private void Exchange<T>(IReadOnlyList<T> from, Func<T, Candidate> look)
    {
        var before = candidates.ToDictionary(one => one.Id, one => (one, one.Told));
        candidates = [.. from.AsParallel().AsOrdered().WithDegreeOfParallelism(LooksAtOnce).Select(look)];
        foreach (var now in candidates)
        {
            now.Told = now.Problem?.Message;
            var known = before.GetValueOrDefault(now.Id);
            if (now.Told == known.Told) continue;
            if (now.Told is { } problem) log.LogWarning("The painter {Painter} in {Folder} can't be used. {Problem}", now.Id, now.Path, problem);
            else if (known.one is not null) log.LogInformation("The painter {Painter} can be used again", now.Id);
        }

        foreach (var (gone, _) in before.Values.Where(old => !candidates.Contains(old.one))) gone.Painter?.Dispose();
    }

    private Candidate Read(string id, string path, string stamp)
    {
        var isRemote = RemoteNetworks.AreIn(path);
        try
        {
            var folder = ModelFolder.Read(id, path, servers);
            // What a server runs needs no room here, and waits for nobody.
            var slot = folder.Remote is not null ? new NetworkSlot(load) : id == Embedded ? embeddedSlot : furtherSlot;
            return new Candidate(id, path, stamp, isRemote, new Painter(folder, slot), null);
        }
        catch (FolderProblemException problem)
        {
            return new Candidate(id, path, stamp, isRemote, null, problem);
        }
        catch (Exception bug)
        {
            // Nothing that lies in a folder may keep the program from starting.
            log.LogError(bug, "The painter {Painter} in {Folder} can't be read.", id, path);
            return new Candidate(id, path, stamp, isRemote, null, new FolderProblemException("unreadable", id, bug.Message));
        }
    }

    private IEnumerable<string> FurtherFolders()
    {
        if (!Directory.Exists(furtherFolder)) return [];
        try
        {
            return [.. Directory.EnumerateDirectories(furtherFolder).Where(path => Path.GetFileName(path) is not Embedded and not ['.', ..]).Order(StringComparer.Ordinal)];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(closed, "The folder of painters, {Folder}, can't be read.", furtherFolder);
            return [];
        }
    }

    /// <summary>Names, sizes and times of all files in a folder: it changes when one of them does.</summary>
    private static string Stamp(string path)
    {
        try
        {
            var files = new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 });
            return string.Join('\n', files.Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>A folder with its painter, or with what is wrong.</summary>
    private sealed record Candidate(string Id, string Path, string Stamp, bool IsRemote, Painter? Painter, FolderProblemException? Wrong)
    {
        public FolderProblemException? Problem => Wrong ?? Painter?.Failure;

        /// <summary>The problem that the log was told last.</summary>
        public string? Told { get; set; }
    }
}

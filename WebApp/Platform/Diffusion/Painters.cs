using System.Globalization;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Iris.Platform.Diffusion;

/// <summary>All painters: the embedded one and the folders under <see cref="PainterOptions.Folder"/>. An id is only ever compared with names of folders.</summary>
public sealed class Painters : IDisposable
{
    /// <summary>Id of the painter that comes with the program.</summary>
    public const string Embedded = "crayon";

    private readonly string embeddedFolder, furtherFolder;
    private readonly ILogger<Painters> log;
    private readonly SessionOptions options;
    private readonly NetworkSlot embeddedSlot, furtherSlot;
    private readonly Lock refreshing = new();
    private IReadOnlyList<Candidate> candidates = [];

    internal Painters(string embeddedFolder, string furtherFolder, int threads, InferenceMetrics metrics, ILogger<Painters> log)
    {
        (this.embeddedFolder, this.furtherFolder, this.log) = (embeddedFolder, furtherFolder, log);
        // All cores for one picture; several share them. Spinning would take them from the others (bench: painter).
        options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        embeddedSlot = new NetworkSlot(folder => new PainterNetworks(folder, options, metrics));
        furtherSlot = new NetworkSlot(folder => new PainterNetworks(folder, options, metrics));
        Refresh();
    }

    /// <summary>The embedded painter first, then the others by id, as they were found by the last <see cref="Refresh"/>; problems in the current language.</summary>
    public IReadOnlyList<PainterEntry> All() => [.. candidates.Select(one => new PainterEntry(
        one.Id,
        one.Painter?.Description.Name ?? one.Id,
        one.Problem is null ? one.Painter?.Description : null,
        one.Problem?.Sentence(CultureInfo.CurrentUICulture)))];

    /// <summary>Looks at the folders again; done once at start. A folder that did not change keeps its painter, and its loaded networks.</summary>
    public void Refresh()
    {
        lock (refreshing)
        {
            var before = candidates.ToDictionary(one => one.Id);
            candidates = [Look(Embedded, embeddedFolder, embeddedSlot), .. FurtherFolders().Select(path => Look(Path.GetFileName(path), path, furtherSlot))];
            foreach (var gone in before.Values.Except(candidates)) gone.Painter?.Dispose();

            Candidate Look(string id, string path, NetworkSlot slot)
            {
                var stamp = Stamp(path);
                return before.TryGetValue(id, out var known) && known.Stamp == stamp ? known : Read(id, path, stamp, slot);
            }
        }
    }

    /// <summary>The painter with this id. Its networks are loaded when it first paints; of all but the embedded painter one at most stays loaded.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such painter, or its folder has a problem.</exception>
    public Painter Get(string id) => candidates.FirstOrDefault(one => one.Id == id) switch
    {
        { Painter: { } painter } => painter,
        { Problem: { } problem } => throw new KeyNotFoundException($"The painter '{id}' can't paint. {problem.Message}"),
        _ => throw new KeyNotFoundException($"There is no painter '{id}'."),
    };

    public void Dispose()
    {
        embeddedSlot.Dispose();
        furtherSlot.Dispose();
        options.Dispose();
    }

    private Candidate Read(string id, string path, string stamp, NetworkSlot slot)
    {
        try
        {
            return new Candidate(id, stamp, new Painter(ModelFolder.Read(id, path), slot), null);
        }
        catch (FolderProblemException problem)
        {
            log.LogWarning("The painter {Painter} in {Folder} can't be used. {Problem}", id, path, problem.Message);
            return new Candidate(id, stamp, null, problem);
        }
        catch (Exception bug)
        {
            // Nothing that lies in a folder may keep the program from starting.
            log.LogError(bug, "The painter {Painter} in {Folder} can't be read.", id, path);
            return new Candidate(id, stamp, null, new FolderProblemException("unreadable", id, bug.Message));
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
    private sealed record Candidate(string Id, string Stamp, Painter? Painter, FolderProblemException? Wrong)
    {
        public FolderProblemException? Problem => Wrong ?? Painter?.Failure;
    }
}

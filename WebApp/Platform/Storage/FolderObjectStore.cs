using System.Text;
using Iris.Platform.Data;
using Microsoft.AspNetCore.StaticFiles;

namespace Iris.Platform.Storage;

/// <summary>
/// Objects as files of one folder, closed to other users of the machine. A file is written beside and renamed, so it is there as a whole or not at all.
/// </summary>
/// <remarks>
/// The content type is what the extension says. Where it is another one, it stands in a second file with <see cref="TypeSuffix"/>, which is in place
/// before the object is and whose name can't be a key.
/// </remarks>
internal sealed class FolderObjectStore : IObjectStore
{
    private const string TypeSuffix = "~type";
    private const string UnknownType = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider KnownTypes = new();
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    private readonly string root;
    private readonly string incoming;
    private readonly ObjectTickets tickets;

    /// <summary>Opens the folder <paramref name="root"/>, which is made when it is missing.</summary>
    public FolderObjectStore(string root, ObjectTickets tickets, TimeProvider clock)
    {
        this.root = Path.GetFullPath(root);
        this.tickets = tickets;
        incoming = Path.Combine(this.root, ".incoming");
        MakeFolder(this.root);
        MakeFolder(incoming);
        DeleteAbandoned(clock.GetUtcNow() - LongestWrite);
    }

    public async Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
    {
        var path = PathOf(key);
        MakeFolder(Path.GetDirectoryName(path)!);
        if (contentType == TypeByName(path))
        {
            await WriteAsync(path, content, cancellation);
            File.Delete(path + TypeSuffix);
        }
        else
        {
            await WriteAsync(path + TypeSuffix, Encoding.UTF8.GetBytes(contentType), cancellation);
            await WriteAsync(path, content, cancellation);
        }
    }

    public async Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        try
        {
            var contentType = File.Exists(path + TypeSuffix) ? await File.ReadAllTextAsync(path + TypeSuffix, cancellation) : TypeByName(path);
            var content = new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            return new StoredObject(content, contentType, content.Length);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation)
    {
        foreach (var path in keys.Select(PathOf))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Directory.Exists(Path.GetDirectoryName(path)))
            {
                File.Delete(path);
                File.Delete(path + TypeSuffix);
            }
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation)
    {
        if (!ObjectKey.IsPrefix(prefix)) throw new ArgumentException("Objects are listed by the prefix of their keys.", nameof(prefix));
        return Entries(new DirectoryInfo(Path.Combine(root, prefix))).ToAsyncEnumerable();
    }

    public Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null) =>
        new($"{ObjectEndpoint.Path}/{tickets.Issue(key, lifetime, downloadName)}", UriKind.Relative);

    private IEnumerable<ObjectEntry> Entries(DirectoryInfo folder)
    {
        if (!folder.Exists) yield break;
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (ObjectKey.TryParse(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), out var key))
            {
                yield return new ObjectEntry(key, file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    /// <summary>Inside the root by construction: a key has no part that is empty or starts with a dot.</summary>
    private string PathOf(ObjectKey key) => Path.Combine(root, key.ToString());

    private static string TypeByName(string path) => KnownTypes.TryGetContentType(path, out var type) ? type : UnknownType;

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var draft = Path.Combine(incoming, Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        // Nothing is allocated before: when that fails, the framework's exception does not tell a full disk from a broken one.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = DataFolder.OwnerOnly & ~UnixFileMode.UserExecute;
        try
        {
            await using (var file = new FileStream(draft, options))
            {
                await file.WriteAsync(content, cancellation);
                // Without it a power failure after the rename may leave an empty file under a name that the database already knows.
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Drafts of a process that was killed while writing. The age leaves those alone that another process is writing now.</summary>
    private void DeleteAbandoned(DateTimeOffset before)
    {
        foreach (var draft in new DirectoryInfo(incoming).EnumerateFiles().Where(draft => draft.LastWriteTimeUtc < before))
        {
            draft.Delete();
        }
    }

    /// <summary>Makes a folder and those above it: the framework gives the mode to the last one alone.</summary>
    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        MakeFolder(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, DataFolder.OwnerOnly);
    }
}

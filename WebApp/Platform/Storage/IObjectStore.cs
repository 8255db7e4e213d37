namespace Iris.Platform.Storage;

/// <summary>
/// Where pictures and other files are kept: a folder, or a bucket of an S3 server. A store knows nothing of owners; whoever hands out content or a
/// signed URL has asked first whose it is.
/// </summary>
internal interface IObjectStore
{
    /// <summary>The longest time that a signed URL can live: what S3 allows.</summary>
    static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    /// <summary>Keeps an object under a key; what had the key before is replaced. A reader sees the whole old or the whole new object.</summary>
    Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation);

    /// <summary>Opens an object for reading, or answers null when there is none. The caller disposes it.</summary>
    Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Deletes objects; one that does not exist is no error, so a deletion can be repeated.</summary>
    Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation);

    /// <summary>All objects whose keys were made with this prefix, in no particular order.</summary>
    /// <exception cref="ArgumentException">See <see cref="ObjectKey.IsPrefix"/>.</exception>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>An address that opens the object for everybody who has it, until it expires: absolute, or a path of this site.</summary>
    /// <param name="key">An object that the caller may give away.</param>
    /// <param name="lifetime">More than zero, at most <see cref="LongestLifetime"/>.</param>
    /// <param name="downloadName">The browser saves the object under this name; null: it shows it.</param>
    Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null);
}

/// <summary>An object that is open for reading.</summary>
/// <param name="content">From its first byte; may not be seekable.</param>
/// <param name="contentType">As it was put.</param>
/// <param name="length">In bytes.</param>
internal sealed class StoredObject(Stream content, string contentType, long length) : IAsyncDisposable
{
    public Stream Content => content;

    public string ContentType => contentType;

    public long Length => length;

    public ValueTask DisposeAsync() => content.DisposeAsync();
}

/// <summary>One line of a listing.</summary>
/// <param name="Key">What opens it.</param>
/// <param name="Length">In bytes.</param>
/// <param name="PutAt">By the clock of the store.</param>
internal sealed record ObjectEntry(ObjectKey Key, long Length, DateTimeOffset PutAt);

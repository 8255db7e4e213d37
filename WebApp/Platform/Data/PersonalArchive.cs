using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iris.Platform.Data;

/// <summary>
/// The zip file that a person receives when exporting the account. Entries go straight to the receiver: nothing is collected in memory or on disk.
/// </summary>
internal sealed class PersonalArchive : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file for people to read, never part of a page: Korean stays Korean
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ZipArchive zipArchive;

    private PersonalArchive(ZipArchive zip) => zipArchive = zip;

    public static async Task<PersonalArchive> OpenAsync(Stream receiver, CancellationToken cancellationToken) =>
        new(await ZipArchive.CreateAsync(receiver, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken));

    /// <summary>
    /// Adds a document under a path such as <c>profile.json</c>. The value may be an <see cref="IAsyncEnumerable{T}"/>, which is written row by row.
    /// </summary>
    public async Task AddJsonAsync<T>(string path, T value, CancellationToken cancellationToken)
    {
        await using var entry = await zipArchive.CreateEntry(path).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, value, Json, cancellationToken);
    }

    /// <summary>Adds a file as it is; pictures are compressed already and are stored.</summary>
    public async Task AddFileAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var entry = await zipArchive.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await content.CopyToAsync(entry, cancellationToken);
    }

    public ValueTask DisposeAsync() => zipArchive.DisposeAsync();
}

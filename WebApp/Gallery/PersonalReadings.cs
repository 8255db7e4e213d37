using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Iris.Gallery;

/// <summary>The readings' part in the export and the erasure of an account.</summary>
internal sealed class PersonalReadings(IDbContextFactory<AppDbContext> databases, IObjectStore store) : IPersonalData
{
    private const int BatchSize = 100;

    /// <summary><c>readings.json</c>, and each picture as it was uploaded under the path that its entry names.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await archive.AddJsonAsync("readings.json", ReadingsAsync(personId, cancellationToken).Select(Describe), cancellationToken);
        await foreach (var reading in ReadingsAsync(personId, cancellationToken))
        {
            await using var stored = await store.OpenAsync(reading.OriginalKey, cancellationToken);
            if (stored is not null) await archive.AddFileAsync(PathOf(reading), stored.Content, cancellationToken);
        }
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var readings = database.Set<Reading>().AsNoTracking().OwnedBy(personId);
        while (await readings.OrderBy(reading => reading.Id).Take(BatchSize).ToListAsync(cancellationToken) is { Count: > 0 } batch)
        {
            await store.DeleteAsync([.. batch.SelectMany(reading => Reading.KeysOf(reading.OriginalKey, reading.ThumbnailKey))], cancellationToken);
            var ids = batch.Select(reading => reading.Id).ToArray();
            await readings.Where(reading => ids.Contains(reading.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static JsonObject Describe(Reading reading)
    {
        var document = ReadingDocument.Of(reading, kind: null);
        // Addresses of this site mean nothing in an archive.
        document.Remove("imageUrl");
        document.Remove("annotatedUrl");
        document.Remove("thumbnailUrl");
        document["fileName"] = reading.FileName;
        document["file"] = PathOf(reading);
        return document;
    }

    private static string PathOf(Reading reading) => $"readings/{reading.Id}{Path.GetExtension(reading.OriginalKey.ToString())}";

    /// <summary>All of them in batches: the receiver of an archive may be slow, and no connection should wait for it.</summary>
    private async IAsyncEnumerable<Reading> ReadingsAsync(Guid person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = Guid.Empty;
        List<Reading> batch;
        do
        {
            await using (var database = await databases.CreateDbContextAsync(cancellation))
            {
                batch = await database.Set<Reading>().AsNoTracking().OwnedBy(person)
                    .Where(reading => reading.DeletedAt == null && reading.Id.CompareTo(last) > 0)
                    .OrderBy(reading => reading.Id)
                    .Take(BatchSize)
                    .ToListAsync(cancellation);
            }

            foreach (var reading in batch)
            {
                yield return reading;
                last = reading.Id;
            }
        }
        while (batch.Count == BatchSize);
    }
}

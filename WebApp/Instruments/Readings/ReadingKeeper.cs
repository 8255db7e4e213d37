using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Readings;

/// <summary>
/// Keeps new readings so that a crash at any point leaves nothing unreachable: the row comes first, marked as deleted, so that the sweeper would find the
/// objects; the mark goes last.
/// </summary>
internal sealed class ReadingKeeper(IObjectStore store, IDbContextFactory<AppDbContext> databases)
{
    /// <summary>Keeps a reading with its two objects; false when <paramref name="publish"/> was against it, and then nothing stays.</summary>
    /// <param name="reading">A new one, whose <see cref="Reading.DeletedAt"/> is the moment of its creation.</param>
    /// <param name="picture">What goes under <see cref="Reading.OriginalKey"/>.</param>
    /// <param name="format">Of <paramref name="picture"/>.</param>
    /// <param name="thumbnail">A JPEG.</param>
    /// <param name="publish">Asked inside of the transaction that makes the reading visible, so that what it writes is true together with the reading, or not at all.</param>
    /// <param name="cancellation">Gives up; the sweeper removes what was written.</param>
    public async Task<bool> KeepAsync(
        Reading reading, ReadOnlyMemory<byte> picture, PictureFormat format, ReadOnlyMemory<byte> thumbnail, Func<AppDbContext, Task<bool>> publish, CancellationToken cancellation)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            database.Add(reading);
            await database.SaveChangesAsync(cancellation);
        }

        await Task.WhenAll(
            store.PutAsync(reading.OriginalKey, picture, format.MediaType(), cancellation),
            store.PutAsync(reading.ThumbnailKey, thumbnail, PictureFormat.Jpeg.MediaType(), cancellation));
        reading.DeletedAt = null;
        var published = await databases.InTransactionAsync(
            async database =>
            {
                if (!await publish(database)) return false;
                database.Entry(reading).Property(row => row.DeletedAt).IsModified = true;
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        if (published) return true;

        await store.DeleteAsync([reading.OriginalKey, reading.ThumbnailKey], cancellation);
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            await database.Set<Reading>().Where(row => row.Id == reading.Id).ExecuteDeleteAsync(cancellation);
        }

        return false;
    }
}

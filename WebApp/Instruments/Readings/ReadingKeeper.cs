using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Readings;

/// <summary>The objects of a new reading.</summary>
/// <param name="Original">What goes under <see cref="Reading.OriginalKey"/>.</param>
/// <param name="Format">Of <paramref name="Original"/>.</param>
/// <param name="Thumbnail">A JPEG.</param>
/// <param name="Shown">A JPEG for <see cref="Reading.ShownKey"/>, when browsers do not show the original.</param>
internal sealed record ReadingPictures(ReadOnlyMemory<byte> Original, PictureFormat Format, ReadOnlyMemory<byte> Thumbnail, byte[]? Shown = null)
{
    /// <summary>Of all of them, in bytes.</summary>
    public long Bytes => Original.Length + Thumbnail.Length + (Shown?.Length ?? 0);
}

/// <summary>
/// Keeps new readings so that a crash at any point leaves nothing unreachable: the row comes first, marked as deleted, so that the sweeper would find the
/// objects; the mark goes last.
/// </summary>
internal sealed class ReadingKeeper(IObjectStore store, IDbContextFactory<AppDbContext> databases)
{
    /// <summary>Keeps a reading with its objects; false when <paramref name="publish"/> was against it, and then nothing stays.</summary>
    /// <param name="reading">A new one, whose <see cref="Reading.DeletedAt"/> is the moment of its creation.</param>
    /// <param name="pictures">What goes to the object store.</param>
    /// <param name="publish">Asked inside of the transaction that makes the reading visible, so that what it writes is true together with the reading, or not at all.</param>
    /// <param name="cancellation">Gives up; the sweeper removes what was written.</param>
    public async Task<bool> KeepAsync(Reading reading, ReadingPictures pictures, Func<AppDbContext, Task<bool>> publish, CancellationToken cancellation)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            database.Add(reading);
            await database.SaveChangesAsync(cancellation);
        }

        await Task.WhenAll(
            store.PutAsync(reading.OriginalKey, pictures.Original, pictures.Format.MediaType(), cancellation),
            store.PutAsync(reading.ThumbnailKey, pictures.Thumbnail, PictureFormat.Jpeg.MediaType(), cancellation),
            pictures.Shown is { } shown ? store.PutAsync(reading.ShownKey, shown, PictureFormat.Jpeg.MediaType(), cancellation) : Task.CompletedTask);
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

        await store.DeleteAsync([.. Reading.KeysOf(reading.OriginalKey, reading.ThumbnailKey)], cancellation);
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            await database.Set<Reading>().Where(row => row.Id == reading.Id).ExecuteDeleteAsync(cancellation);
        }

        return false;
    }
}

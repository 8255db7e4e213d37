using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Gallery;

[Collection(nameof(WithIris))]
public class DeletedReadingsTests(IrisApplication iris)
{
    private readonly MovableClock clock = new();
    private readonly IObjectStore store = iris.Services.GetRequiredService<IObjectStore>();

    [Fact]
    public async Task Objects_and_row_are_erased_once_the_deletion_can_not_be_undone()
    {
        var person = await iris.APerson().SignedInAsync();
        var deleted = await new ReadingBuilder(iris, person).Deleted(clock.Now).KeptAsync();
        var kept = await new ReadingBuilder(iris, person).KeptAsync();
        var sweeper = Sweeper(store);

        clock.Now += TimeSpan.FromMinutes(10);
        await sweeper.PurgeAsync(default);
        Assert.True(await ExistsAsync(deleted));

        clock.Now += TimeSpan.FromMinutes(2);
        await sweeper.PurgeAsync(default);
        Assert.False(await ExistsAsync(deleted));
        Assert.Null(await store.OpenAsync(deleted.OriginalKey, default));
        Assert.Null(await store.OpenAsync(deleted.ThumbnailKey, default));
        Assert.True(await ExistsAsync(kept));
        await using var picture = await store.OpenAsync(kept.OriginalKey, default);
        Assert.NotNull(picture);
    }

    [Fact]
    public async Task A_store_that_fails_keeps_the_row_so_that_the_next_sweep_finishes()
    {
        var person = await iris.APerson().SignedInAsync();
        var deleted = await new ReadingBuilder(iris, person).Deleted(clock.Now).KeptAsync();
        clock.Now += TimeSpan.FromHours(1);

        await Assert.ThrowsAsync<IOException>(() => Sweeper(new BrokenStore()).PurgeAsync(default));
        Assert.True(await ExistsAsync(deleted));

        await Sweeper(store).PurgeAsync(default);
        Assert.False(await ExistsAsync(deleted));
    }

    [Fact]
    public async Task Nodes_that_sweep_at_once_erase_each_reading_once()
    {
        var person = await iris.APerson().SignedInAsync();
        await Sweeper(store).PurgeAsync(default);
        for (var i = 0; i < 20; i++) await new ReadingBuilder(iris, person).Deleted(clock.Now).KeptAsync();
        clock.Now += TimeSpan.FromHours(1);

        var erased = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Sweeper(store).PurgeAsync(default))));

        Assert.Equal(20, erased.Sum());
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).AnyAsync()));
    }

    [Fact]
    public async Task More_than_one_batch_is_erased_in_one_sweep()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 101; i++)
        {
            await new ReadingBuilder(iris, person).Deleted(clock.Now).KeptAsync();
        }

        clock.Now += TimeSpan.FromHours(1);

        Assert.InRange(await Sweeper(store).PurgeAsync(default), 101, int.MaxValue);
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).AnyAsync()));
    }

    private DeletedReadings Sweeper(IObjectStore objects) => new(
        iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), objects, clock, Options.Create(new GalleryOptions()), NullLogger<DeletedReadings>.Instance);

    private Task<bool> ExistsAsync(Reading reading) => iris.QueryAsync(database => database.Set<Reading>().AnyAsync(row => row.Id == reading.Id));

    private sealed class BrokenStore : IObjectStore
    {
        public Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation) => throw new IOException("The disk is gone.");

        public Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation) => throw new NotSupportedException();

        public Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null) => throw new NotSupportedException();
    }
}

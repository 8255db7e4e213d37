using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Iris.Tests.EveryCall;
using Iris.Tests.Gallery;
using Iris.Tests.Platform.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace Iris.Tests.Platform;

/// <summary>
/// A disk that is full and gets room again. The object store throws what the system itself threw for a device without room, and SQLite's file may really not grow any more.
/// </summary>
public sealed class FullDiskTests(FullDiskApplication iris) : IClassFixture<FullDiskApplication>
{
    [Fact]
    public async Task A_picture_that_finds_no_room_is_507_until_there_is_some()
    {
        var person = await iris.APerson().SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, await iris.ReadyAsync());
        iris.StoreIsFull = true;

        using var refused = await PostPictureAsync(person);

        await AssertFullAsync(refused);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await iris.ReadyAsync());
        using var page = await iris.Anonymous().GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await iris.MakeRoomAsync();
        using var kept = await PostPictureAsync(person);
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await iris.ReadyAsync());
    }

    [Fact]
    public async Task A_post_that_finds_no_room_is_507_until_there_is_some()
    {
        var person = await iris.APerson().SignedInAsync();
        var post = new { title = "A day", text = new string('x', 9_000) };
        iris.DatabaseIsFull = true;

        // What is free inside of the file is used up first.
        HttpResponseMessage answer;
        do answer = await person.Client.PostAsJsonAsync("/api/v1/diary/posts", post);
        while (answer.StatusCode == HttpStatusCode.Created);

        await AssertFullAsync(answer);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await iris.ReadyAsync());
        await iris.MakeRoomAsync();
        using var kept = await person.Client.PostAsJsonAsync("/api/v1/diary/posts", post);
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await iris.ReadyAsync());
    }

    [Fact]
    public async Task A_store_without_room_is_found_out_before_anybody_needs_it()
    {
        iris.StoreIsFull = true;
        await iris.ForgetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await iris.ReadyAsync());

        await iris.MakeRoomAsync();
        Assert.Equal(HttpStatusCode.OK, await iris.ReadyAsync());
    }

    [Fact]
    public void A_device_that_has_no_room_is_told_from_one_that_is_broken()
    {
        Assert.True(Room.IsLackedBy(FullDiskApplication.NoRoom()));
        Assert.True(Room.IsLackedBy(new DbUpdateException("", FullDiskApplication.NoRoom())));
        Assert.False(Room.IsLackedBy(new IOException("The cable was pulled.")));
        Assert.False(Room.IsLackedBy(new DbUpdateException("")));
    }

    [Fact]
    public void A_disk_without_room_is_seen_before_it_is_written_to()
    {
        Assert.False(Folder("/proc").HasRoom); // a file system of no size
        Assert.True(Folder(Path.GetTempPath()).HasRoom);

        static DataFolder Folder(string path) => new(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", path)]).Build(), new HostingEnvironment { ContentRootPath = "/" });
    }

    private static async Task<HttpResponseMessage> PostPictureAsync(TestPerson person)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(ApiCalls.Picture), "file", "picture.jpg" } };
        return await person.Client.PostAsync($"/api/v1/{ProbeInstrument.Name}", form);
    }

    private static async Task AssertFullAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("storage-full", problem.GetProperty("code").GetString());
        Assert.Contains("storage is full", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}

/// <summary>The real program on a disk that a test can fill.</summary>
public sealed class FullDiskApplication : IrisApplication
{
    private readonly MovableClock clock = new();

    public bool StoreIsFull { get; set; }

    public bool DatabaseIsFull { get; set; }

    /// <summary>What the system says of a device that is always full.</summary>
    public static Exception NoRoom()
    {
        try
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.WriteByte(0);
            throw new InvalidOperationException("/dev/full took a byte.");
        }
        catch (IOException failure)
        {
            return failure;
        }
    }

    public async Task<HttpStatusCode> ReadyAsync()
    {
        using var answer = await Anonymous().GetAsync("/health/ready");
        return answer.StatusCode;
    }

    /// <summary>Somebody deletes something, and a while goes by.</summary>
    public Task MakeRoomAsync()
    {
        StoreIsFull = DatabaseIsFull = false;
        clock.Now += TimeSpan.FromSeconds(15);
        return Task.CompletedTask;
    }

    /// <summary>The last sample that was written to the store is long ago.</summary>
    public Task ForgetAsync()
    {
        clock.Now += TimeSpan.FromMinutes(1);
        return Task.CompletedTask;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(new Room(clock));
            var store = services.Last(service => service.ServiceType == typeof(IObjectStore)).ImplementationFactory!;
            services.AddSingleton<IObjectStore>(provider => new Store(this, (IObjectStore)store(provider)));
            services.AddSingleton(provider => new ObjectStoreHealthCheck(provider.GetRequiredService<IObjectStore>(), clock));
            services.AddSingleton<IInterceptor>(new FileSize(this));
        });
    }

    private sealed class Store(FullDiskApplication disk, IObjectStore store) : IObjectStore
    {
        public Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) =>
            disk.StoreIsFull ? Task.FromException(NoRoom()) : store.PutAsync(key, content, contentType, cancellation);

        public Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation) => store.OpenAsync(key, cancellation);

        public Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation) => store.DeleteAsync(keys, cancellation);

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation) => store.ListAsync(prefix, cancellation);

        public Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null) => store.SignedUrl(key, lifetime, downloadName);
    }

    /// <summary>SQLite keeps the bound of its file per connection, and takes none below what the file has.</summary>
    private sealed class FileSize(FullDiskApplication disk) : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(disk.DatabaseIsFull ? 1 : 1_000_000)}";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

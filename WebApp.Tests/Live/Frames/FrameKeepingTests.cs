using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Live.Analysis;
using Iris.Live.Frames;
using Iris.Live.Reports;
using Iris.Live.Sessions;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Live.Frames;

[Collection(nameof(WithIris))]
public class FrameKeepingTests(IrisApplication iris)
{
    private const string Frames = "/api/v1/live/frames";

    private readonly MovableClock clock = new();
    private readonly IObjectStore store = iris.Services.GetRequiredService<IObjectStore>();

    [Fact]
    public async Task By_default_nothing_is_kept()
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await WatchAsync(person, seconds: 70);

        Assert.False((await person.Client.GetFromJsonAsync<JsonElement>(Frames)).GetProperty("enabled").GetBoolean());
        Assert.Empty(await RowsAsync(person));
        Assert.Equal(0, await PendingAsync(session));
    }

    [Fact]
    public async Task Who_agrees_finds_a_frame_of_every_half_minute_in_the_report_of_the_session()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person, days: 3);

        var session = await WatchAsync(person, seconds: 70);

        var list = await person.Client.GetFromJsonAsync<JsonElement>($"{Frames}/sessions/{session.Id}");
        var items = list.GetProperty("items").EnumerateArray().ToList();
        Assert.InRange(items.Count, 2, 3);
        Assert.All(items, item => Assert.Equal("good", item.GetProperty("state").GetString()));
        var file = await person.Client.GetByteArrayAsync(items[0].GetProperty("imageUrl").GetString());
        using var picture = Picture.Decode(file).Value!;
        Assert.Equal((480, 360), (picture.Width, picture.Height));
        using var thumbnail = Picture.Decode(await person.Client.GetByteArrayAsync(items[0].GetProperty("thumbnailUrl").GetString())).Value!;
        Assert.Equal(240, thumbnail.Width);
        Assert.All(await RowsAsync(person), row => Assert.Null(row.DeletedAt));
    }

    [Fact]
    public async Task An_alert_keeps_the_frame_that_shows_it()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);

        await WatchAsync(person, seconds: 22, turnedAfter: 8);

        var rows = await RowsAsync(person);
        Assert.Equal([null, AlertKind.Tilted], rows.Select(row => row.Alert));
        Assert.Equal([PostureState.Good, PostureState.Tilted], rows.Select(row => row.State));
    }

    [Fact]
    public async Task Turned_off_nothing_more_is_kept_not_even_what_is_on_its_way()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        (await person.Client.DeleteAsync(Frames)).Dispose();

        Assert.False(await Keeper().KeepAsync(ATaken(person, report), default));

        Assert.Empty(await RowsAsync(person));
    }

    [Fact]
    public async Task A_consent_that_is_withdrawn_while_the_store_writes_leaves_neither_row_nor_object()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        var slow = new OtherStore(store, () => iris.Services.GetRequiredService<FrameKeepings>().DisableAsync(person.Id, default));

        Assert.False(await Keeper(slow).KeepAsync(ATaken(person, report), default));

        Assert.Empty(await RowsAsync(person));
        Assert.Equal(2, slow.Put.Count);
        foreach (var key in slow.Put) Assert.Null(await store.OpenAsync(key, default));
    }

    [Fact]
    public async Task A_store_that_fails_leaves_a_row_that_nobody_sees_and_the_sweep_erases()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);

        await Assert.ThrowsAsync<IOException>(() => Keeper(new OtherStore(store, () => throw new IOException("The disk is full."))).KeepAsync(ATaken(person, report), default));

        Assert.Single(await RowsAsync(person));
        Assert.Empty((await Kept().PageAsync(person.Id, report, null, 10, default)).Items);
        clock.Now += TimeSpan.FromMinutes(12);
        await Sweep().SweepAsync(default);
        Assert.Empty(await RowsAsync(person));
    }

    [Fact]
    public async Task A_day_has_room_for_so_many_bytes()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        await Keeper().KeepAsync(ATaken(person, report), default);
        var small = new FrameKeepings(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), Options.Create(new FrameOptions { BytesPerDay = 1 }), clock);

        Assert.False(await small.IsWantedAsync(person.Id, default));
        clock.Now += TimeSpan.FromDays(1.1);
        Assert.True(await small.IsWantedAsync(person.Id, default));
    }

    [Fact]
    public async Task Retention_erases_objects_and_rows_and_a_shorter_one_counts_for_what_is_there()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person, days: 30);
        var report = await AReportAsync(person);
        await Keeper().KeepAsync(ATaken(person, report), default);
        var row = Assert.Single(await RowsAsync(person));

        clock.Now += TimeSpan.FromDays(2);
        await Sweep().SweepAsync(default);
        Assert.Single(await RowsAsync(person));

        await AgreeAsync(person, days: 1);
        await Sweep().SweepAsync(default);
        Assert.Empty(await RowsAsync(person));
        Assert.Null(await store.OpenAsync(row.PictureKey, default));
        Assert.Null(await store.OpenAsync(row.ThumbnailKey, default));
    }

    [Fact]
    public async Task Nodes_that_sweep_at_once_erase_each_frame_once()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person, days: 1);
        var report = await AReportAsync(person);
        for (var i = 0; i < 5; i++) await Keeper().KeepAsync(ATaken(person, report, secondsLater: i), default);
        clock.Now += TimeSpan.FromDays(1);
        await Sweep().SweepAsync(default);
        clock.Now += TimeSpan.FromMinutes(2);

        var erased = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Sweep().SweepAsync(default))));

        Assert.Equal(5, erased.Sum());
        Assert.Empty(await RowsAsync(person));
    }

    [Fact]
    public async Task Windows_that_agree_at_once_are_one_consent()
    {
        var person = await iris.APerson().SignedInAsync();

        await Task.WhenAll(Enumerable.Range(1, 16).Select(days => Task.Run(() => AgreeAsync(person, days))));

        var status = await iris.Services.GetRequiredService<FrameKeepings>().StatusAsync(person.Id, default);
        Assert.True(status.Enabled);
        Assert.InRange(status.Days, 1, 16);
    }

    [Fact]
    public async Task A_frame_and_a_session_are_deleted_and_brought_back()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        for (var i = 0; i < 3; i++) await Keeper().KeepAsync(ATaken(person, report, secondsLater: i), default);
        var first = (await Kept().PageAsync(person.Id, report, null, 2, default)).Items[0];

        using var one = await person.Client.DeleteAsync($"{Frames}/{first.Id}");
        using var gone = await person.Client.GetAsync(first.ImageUrl);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var rest = await person.Client.DeleteAsync($"{Frames}/sessions/{report}");
        Assert.Empty((await Kept().PageAsync(person.Id, report, null, 10, default)).Items);

        Assert.Equal(2, await RestoreAsync(rest));
        Assert.Equal(1, await RestoreAsync(one));
        var page = await Kept().PageAsync(person.Id, report, null, 2, default);
        var second = await Kept().PageAsync(person.Id, report, page.NextCursor, 2, default);
        Assert.Equal((2, 1), (page.Items.Count, second.Items.Count));
        Assert.Null(second.NextCursor);
        Assert.All(await RowsAsync(person), row => Assert.Null(row.DeletedAt));

        async Task<int> RestoreAsync(HttpResponseMessage deletion)
        {
            var deletedAt = (await deletion.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deletedAt").GetString();
            using var answer = await person.Client.PostAsJsonAsync($"{Frames}/restore", new { deletedAt });
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("frames").GetInt32();
        }
    }

    [Fact]
    public async Task A_deletion_can_not_be_undone_for_ever()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        await Keeper().KeepAsync(ATaken(person, report), default);
        var deletedAt = await Kept().DeleteAsync(person.Id, null, report, default);

        clock.Now += TimeSpan.FromMinutes(10.5);
        Assert.Equal(0, await Kept().RestoreAsync(person.Id, deletedAt!.Value, default));
        clock.Now += TimeSpan.FromMinutes(1);
        await Sweep().SweepAsync(default);

        Assert.Empty(await RowsAsync(person));
    }

    [Fact]
    public async Task All_frames_are_erased_at_once_with_their_objects()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        await Keeper().KeepAsync(ATaken(person, await AReportAsync(person)), default);
        var row = Assert.Single(await RowsAsync(person));

        var status = await (await person.Client.DeleteAsync($"{Frames}?erase=true")).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((false, 0), (status.GetProperty("enabled").GetBoolean(), status.GetProperty("frames").GetInt32()));
        Assert.Empty(await RowsAsync(person));
        Assert.Null(await store.OpenAsync(row.PictureKey, default));
    }

    [Fact]
    public async Task A_frame_is_its_owner_s_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await AgreeAsync(person);
        var report = await AReportAsync(person);
        await Keeper().KeepAsync(ATaken(person, report), default);
        var frame = (await Kept().PageAsync(person.Id, report, null, 1, default)).Items[0];

        using var image = await other.Client.GetAsync(frame.ImageUrl);
        using var thumbnail = await other.Client.GetAsync(frame.ThumbnailUrl);
        using var deleted = await other.Client.DeleteAsync($"{Frames}/{frame.Id}");
        using var session = await other.Client.DeleteAsync($"{Frames}/sessions/{report}");
        using var anonymous = await iris.Anonymous().GetAsync(frame.ImageUrl);
        var list = await other.Client.GetFromJsonAsync<JsonElement>($"{Frames}/sessions/{report}");

        Assert.All([image, thumbnail, deleted, session], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(0, list.GetProperty("items").GetArrayLength());
        Assert.Null(Assert.Single(await RowsAsync(person)).DeletedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task Days_are_one_to_thirty(int days)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.PutAsJsonAsync(Frames, new { days });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("frame-days", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_account_takes_its_frames_along_and_leaves_none()
    {
        var person = await iris.APerson().SignedInAsync();
        await AgreeAsync(person);
        await Keeper().KeepAsync(ATaken(person, await AReportAsync(person)), default);
        var row = Assert.Single(await RowsAsync(person));

        await using var stream = await person.Client.GetStreamAsync("/api/v1/accounts/me/export");
        using var zip = new ZipArchive(stream);
        Assert.Contains(zip.Entries, entry => entry.FullName == $"posture/frames/{row.Id}.jpg" && entry.Length > 1000);
        Assert.Contains(zip.Entries, entry => entry.FullName == "posture/frames.json");
        using var erased = await person.Client.DeleteAsync("/api/v1/accounts/me");

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Null(await store.OpenAsync(row.PictureKey, default));
        Assert.Null(await store.OpenAsync(row.ThumbnailKey, default));
        Assert.Empty(await RowsAsync(person));
    }

    /// <summary>A session of whole frames, one a second, of the woman of sample1 (see <see cref="CameraFrames"/>), on a node of its own.</summary>
    private async Task<LiveSession> WatchAsync(TestPerson person, int seconds, int turnedAfter = int.MaxValue)
    {
        var keeper = Keeper();
        var engine = ActivatorUtilities.CreateInstance<LiveEngine>(iris.Services, clock, keeper);
        var node = ActivatorUtilities.CreateInstance<LiveSessions>(iris.Services, engine, ActivatorUtilities.CreateInstance<ReportWriter>(iris.Services, clock));
        var session = (await node.StartAsync(person.Id, new(), default)).Value!;
        var (upright, turned) = (CameraFrames.Woman(), CameraFrames.Woman(degrees: 25));
        for (var second = 0; second < seconds; second++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            Assert.Null((await session.LookAsync(new(second < turnedAfter ? upright : turned), default)).Refusal);
        }

        await keeper.StartAsync(default);
        await keeper.StopAsync(default);
        return session;
    }

    private async Task<int> PendingAsync(LiveSession session) => await iris.QueryAsync(db => db.Set<KeptFrame>().CountAsync(frame => frame.ReportId == session.Id));

    private FrameKeeper Keeper(IObjectStore? other = null) => new(
        iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), other ?? store, iris.Services.GetRequiredService<FrameKeepings>(), clock,
        iris.Services.GetRequiredService<IOptions<FrameOptions>>(), NullLogger<FrameKeeper>.Instance);

    private KeptFrames Kept() => ActivatorUtilities.CreateInstance<KeptFrames>(iris.Services, clock);

    private FrameSweep Sweep() => new(
        iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), store, clock, iris.Services.GetRequiredService<IOptions<FrameOptions>>(), NullLogger<FrameSweep>.Instance);

    private static async Task AgreeAsync(TestPerson person, int? days = null) => (await person.Client.PutAsJsonAsync(Frames, new { days })).EnsureSuccessStatusCode();

    private Task<List<KeptFrame>> RowsAsync(TestPerson person) =>
        iris.QueryAsync(db => db.Set<KeptFrame>().AsNoTracking().OwnedBy(person.Id).OrderBy(frame => frame.Id).ToListAsync());

    private async Task<Guid> AReportAsync(TestPerson person)
    {
        var report = new LiveReport { Id = Guid.CreateVersion7(), OwnerId = person.Id, Camera = "", StartedAt = clock.Now, LastSeenAt = clock.Now };
        await iris.QueryAsync(async db =>
        {
            db.Add(report);
            return await db.SaveChangesAsync();
        });
        return report.Id;
    }

    private TakenFrame ATaken(TestPerson person, Guid report, int secondsLater = 0)
    {
        using var picture = Picture.Decode(CameraFrames.Woman()).Value!;
        return new(person.Id, report, clock.Now.AddSeconds(secondsLater), PostureState.Good, null, FramePictures.Of(picture, new FrameOptions()));
    }

    /// <summary>A store that does something else before it writes.</summary>
    private sealed class OtherStore(IObjectStore store, Func<Task> before) : IObjectStore
    {
        public List<ObjectKey> Put { get; } = [];

        public async Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
        {
            lock (Put) Put.Add(key);
            await before();
            await store.PutAsync(key, content, contentType, cancellation);
        }

        public Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation) => store.OpenAsync(key, cancellation);

        public Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation) => store.DeleteAsync(keys, cancellation);

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation) => store.ListAsync(prefix, cancellation);

        public Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null) => store.SignedUrl(key, lifetime, downloadName);
    }
}

using System.IO.Compression;
using System.Text.Json;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Jobs;
using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Painting;

[Collection(nameof(WithIris))]
public class PersonalPaintingsTests(IrisApplication iris) : IAsyncLifetime
{
    private readonly PaintingWorker worker = iris.Services.GetRequiredService<PaintingWorker>();

    private IPersonalData[] Features => [.. iris.Services.GetServices<IPersonalData>().Where(feature => feature is PersonalPaintings or PersonalReadings)];

    public Task InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    public Task DisposeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    [Fact]
    public async Task An_export_holds_the_orders_and_the_pictures_of_the_person_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        await worker.PaintNextAsync(default);
        await new PaintingJobBuilder(iris, other).OrderedAsync();
        var zip = new MemoryStream();

        await using (var archive = await PersonalArchive.OpenAsync(zip, default))
        {
            foreach (var feature in Features) await feature.ExportAsync(person.Id, archive, default);
        }

        using var opened = new ZipArchive(zip);
        using var orders = await JsonDocument.ParseAsync(await opened.GetEntry("diary/orders.json")!.OpenAsync());
        var order = Assert.Single(orders.RootElement.EnumerateArray());
        Assert.Equal(("a red house", "done"), (order.GetProperty("prompt").GetString(), order.GetProperty("status").GetString()));
        Assert.NotNull(opened.GetEntry($"readings/{order.GetProperty("pictureId").GetGuid()}.png"));
    }

    [Fact]
    public async Task Erasing_an_account_ends_what_is_being_painted_and_leaves_nothing()
    {
        var person = await iris.APerson().SignedInAsync();
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        await worker.PaintNextAsync(default);
        var kept = await iris.QueryAsync(database => database.Set<Reading>().AsNoTracking().SingleAsync(reading => reading.OwnerId == person.Id));
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        var queue = iris.Services.GetRequiredService<PaintingQueue>();
        var running = (await queue.ClaimAsync(default))!;

        for (var i = 0; i < 2; i++)
        {
            foreach (var feature in Features) await feature.EraseAsync(person.Id, default);
        }

        Assert.False(await queue.ReportAsync(running, 1, 20, null, default));
        Assert.False(await iris.QueryAsync(database => database.Set<PaintingJob>().OwnedBy(person.Id).AnyAsync()));
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).AnyAsync()));
        var store = iris.Services.GetRequiredService<IObjectStore>();
        Assert.Null(await store.OpenAsync(kept.OriginalKey, default));
        Assert.Null(await store.OpenAsync(kept.ThumbnailKey, default));
    }

    [Fact]
    public async Task A_picture_of_an_order_that_is_gone_is_not_kept()
    {
        var person = await iris.APerson().SignedInAsync();
        await new PaintingJobBuilder(iris, person).OrderedAsync();
        var board = iris.Services.GetRequiredService<PaintingBoard>();
        board.Changed += Erase;

        await worker.PaintNextAsync(default);

        board.Changed -= Erase;
        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).AnyAsync()));

        void Erase(PaintingState state)
        {
            if (state.Step == 2) Features.OfType<PersonalPaintings>().Single().EraseAsync(person.Id, default).GetAwaiter().GetResult();
        }
    }
}

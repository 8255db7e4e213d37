using System.IO.Compression;
using System.Text.Json;
using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Gallery;

[Collection(nameof(WithIris))]
public class PersonalReadingsTests(IrisApplication iris)
{
    private readonly IObjectStore store = iris.Services.GetRequiredService<IObjectStore>();

    private PersonalReadings Personal => iris.Services.GetServices<IPersonalData>().OfType<PersonalReadings>().Single();

    [Fact]
    public async Task An_export_holds_results_and_pictures_of_the_person_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        await new ReadingBuilder(iris, other).KeptAsync();
        await new ReadingBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).KeptAsync();
        var zip = new MemoryStream();

        await using (var archive = await PersonalArchive.OpenAsync(zip, default))
        {
            await Personal.ExportAsync(person.Id, archive, default);
        }

        using var opened = new ZipArchive(zip);
        Assert.Equal(["readings.json", $"readings/{reading.Id}.png"], opened.Entries.Select(entry => entry.FullName));
        using var document = await JsonDocument.ParseAsync(await opened.Entries[0].OpenAsync());
        var entry = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(200, entry.GetProperty("brightness").GetInt32());
        Assert.Equal($"readings/{reading.Id}.png", entry.GetProperty("file").GetString());
        await using var stored = await store.OpenAsync(reading.OriginalKey, default);
        Assert.Equal(stored!.Length, opened.Entries[1].Length);
    }

    [Fact]
    public async Task Erasing_leaves_neither_rows_nor_objects_and_can_be_repeated()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var shown = await new ReadingBuilder(iris, person).KeptAsync();
        var deleted = await new ReadingBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).KeptAsync();
        var othersReading = await new ReadingBuilder(iris, other).KeptAsync();

        await Personal.EraseAsync(person.Id, default);
        await Personal.EraseAsync(person.Id, default);

        Assert.False(await iris.QueryAsync(database => database.Set<Reading>().OwnedBy(person.Id).AnyAsync()));
        foreach (var key in new[] { shown.OriginalKey, shown.ThumbnailKey, deleted.OriginalKey, deleted.ThumbnailKey })
        {
            Assert.Null(await store.OpenAsync(key, default));
        }

        await using var kept = await store.OpenAsync(othersReading.OriginalKey, default);
        Assert.NotNull(kept);
    }
}

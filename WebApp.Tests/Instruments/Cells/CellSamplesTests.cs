using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Samples;
using Iris.Tests.Gallery;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.Cells;

/// <summary>The table of samples as the server orders, filters and pages it.</summary>
[Collection(nameof(WithIris))]
public sealed class CellSamplesTests(IrisApplication iris)
{
    [Theory]
    [InlineData(CellSampleOrder.Date, false, "bacd")]
    [InlineData(CellSampleOrder.Date, true, "dcab")]
    [InlineData(CellSampleOrder.Name, false, "abcd")]
    [InlineData(CellSampleOrder.Name, true, "dcba")]
    [InlineData(CellSampleOrder.Pictures, true, "adcb")]
    [InlineData(CellSampleOrder.Total, true, "cadb")]
    [InlineData(CellSampleOrder.Viability, false, "bdca")]
    internal async Task Every_column_can_be_ordered_by(CellSampleOrder order, bool descending, string expected)
    {
        var person = await FourSamplesAsync();

        Assert.Equal(expected, await NamesAsync(person, new(null, order, descending, 0, 10)));
    }

    [Fact]
    public async Task A_page_is_a_part_of_what_the_search_leaves()
    {
        var person = await FourSamplesAsync();

        var (rows, total) = await Samples.PageAsync(person.Id, new(null, CellSampleOrder.Name, Descending: false, 1, 2), default);

        Assert.Equal(4, total);
        Assert.Equal("bc", string.Concat(rows.Select(row => row.Name)));
        Assert.Equal("c", await NamesAsync(person, new(" passage", CellSampleOrder.Name, Descending: false, 0, 10)));
        Assert.Equal("a", await NamesAsync(person, new("A", CellSampleOrder.Name, Descending: false, 0, 1)));
        Assert.Empty(await NamesAsync(person, new("%", CellSampleOrder.Name, Descending: false, 0, 10)));
        Assert.Empty(await NamesAsync(await iris.APerson().SignedInAsync(), new(null, CellSampleOrder.Name, Descending: false, 0, 10)));
    }

    [Fact]
    public async Task A_sample_is_found_by_its_name_among_ones_own()
    {
        var person = await FourSamplesAsync();

        var found = Assert.Single(await Samples.SearchAsync(person.Id, "d", default), sample => sample.Name == "d");

        Assert.Equal(found, await Samples.NameAsync(person.Id, found.Id, default));
        Assert.Equal("dcab", string.Concat((await Samples.SearchAsync(person.Id, null, default)).Select(sample => sample.Name)));
        Assert.Null(await Samples.NameAsync((await iris.APerson().SignedInAsync()).Id, found.Id, default));
    }

    private CellSamples Samples => iris.Services.GetRequiredService<CellSamples>();

    private async Task<string> NamesAsync(TestPerson person, CellSampleQuery query) => string.Concat((await Samples.PageAsync(person.Id, query, default)).Rows.Select(row => row.Name));

    /// <summary>a: 2 pictures, 30 of 30 live. b: nothing. c: 1 picture, 20 of 40 live. d: 1 picture of 2, none of 10 live; the other is deleted.</summary>
    private async Task<TestPerson> FourSamplesAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        var a = await Samples.CreateAsync(person.Id, "a", new(2026, 3, 2), null, default);
        await Samples.CreateAsync(person.Id, "b", new(2026, 3, 1), null, default);
        var c = await Samples.CreateAsync(person.Id, "c", new(2026, 3, 3), "HEK293, Passage 7", default);
        var d = await Samples.CreateAsync(person.Id, "d", new(2026, 3, 4), null, default);
        await PutAsync(a, 10, 0);
        await PutAsync(a, 20, 0);
        await PutAsync(c, 20, 20);
        await PutAsync(d, 0, 10);
        await PutAsync(d, 500, 0, deleted: true);
        return person;

        async Task PutAsync(Guid sample, int live, int dead, bool deleted = false)
        {
            var reading = new ReadingBuilder(iris, person).By(CellsInstrument.Name);
            var kept = await (deleted ? reading.Deleted(TimeProvider.System.GetUtcNow()) : reading).KeptAsync();
            await iris.QueryAsync(async database =>
            {
                database.Add(new CellSamplePicture { ReadingId = kept.Id, SampleId = sample, Live = live, Dead = dead, SampleNl = 100 });
                return await database.SaveChangesAsync();
            });
        }
    }
}

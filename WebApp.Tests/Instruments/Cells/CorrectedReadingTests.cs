using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Figures;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.Cells;

/// <summary>What the gallery shows of a count that a person corrected.</summary>
[Collection(nameof(WithIris))]
public sealed class CorrectedReadingTests : ComponentContext
{
    private const int Side = 100;

    private readonly IrisApplication application;

    public CorrectedReadingTests(IrisApplication application)
    {
        this.application = application;
        Services.AddSingleton(application.Services.GetRequiredService<ReadingKinds>());
    }

    [Fact]
    public async Task The_annotated_picture_is_the_corrected_one_and_the_automatic_one_can_be_asked_for()
    {
        var person = await application.APerson().SignedInAsync();
        var reading = await ACorrectedReadingAsync(person);
        var annotated = $"/api/v1/gallery/{reading.Id}/annotated";

        using var corrected = Picture.Decode(await person.Client.GetByteArrayAsync(annotated)).Value!;
        using var automatic = Picture.Decode(await person.Client.GetByteArrayAsync($"{annotated}?result=automatic")).Value!;

        Assert.False(IsDrawn(corrected, 30), "The cell was removed.");
        Assert.True(IsDrawn(corrected, 70), "The cell was left.");
        Assert.True(IsDrawn(automatic, 30));
        Assert.True(IsDrawn(automatic, 70));
    }

    [Fact]
    public async Task Reverting_brings_the_automatic_picture_back_although_the_browser_kept_the_other()
    {
        var person = await application.APerson().SignedInAsync();
        var reading = await ACorrectedReadingAsync(person);
        var annotated = $"/api/v1/gallery/{reading.Id}/annotated";
        using var before = await person.Client.GetAsync(annotated);

        await Pictures.RevertAsync(person.Id, reading.Id, CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Get, annotated) { Headers = { IfNoneMatch = { before.Headers.ETag! } } };
        using var after = await person.Client.SendAsync(request);

        using var picture = Picture.Decode(await after.Content.ReadAsByteArrayAsync()).Value!;
        Assert.True(IsDrawn(picture, 30));
    }

    [Fact]
    public async Task The_list_tells_the_corrected_number()
    {
        var person = await application.APerson().SignedInAsync();
        await ACorrectedReadingAsync(person);

        var list = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/gallery");

        Assert.StartsWith("1 ", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("headline").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_begins_with_the_corrected_result_and_offers_a_choice_only_where_there_is_one()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        var corrected = await ACorrectedReadingAsync(person);
        var untouched = await AReadingAsync(person);

        var page = await person.Client.GetStringAsync($"/gallery/{corrected.Id}");

        Assert.Matches("aria-checked=\"true\"[^>]*>(<[^>]*>|\\s)*Corrected", page);
        Assert.Matches($"{corrected.Id}/annotated[?]download=1\"", page);
        Assert.DoesNotContain("role=\"radiogroup\"", await person.Client.GetStringAsync($"/gallery/{untouched.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markings_and_figures_follow_the_choice_between_corrected_and_automatic()
    {
        var person = await application.APerson().SignedInAsync();
        var reading = await ACorrectedReadingAsync(person);
        var picture = (await Pictures.FindAsync(person.Id, reading.Id, CancellationToken.None))!;
        var automatic = false;
        var view = Render<ReadingView>(parameters => parameters
            .Add(view => view.Reading, reading)
            .Add(view => view.Corrected, picture.CorrectedResult)
            .Bind(view => view.Automatic, automatic, chosen => automatic = chosen));
        Assert.Single(view.FindAll(".reading-canvas circle"));
        Assert.Equal(1, view.FindComponent<CellCounts>().Instance.Live);

        view.FindAll("[role=radio]")[1].Click();
        Assert.True(automatic);
        view.Render(parameters => parameters.Add(view => view.Automatic, automatic));

        Assert.Equal(2, view.FindAll(".reading-canvas circle").Count);
        Assert.Equal(2, view.FindComponent<CellCounts>().Instance.Live);
    }

    private CellPictures Pictures => application.Services.GetRequiredService<CellPictures>();

    /// <summary>Whether there is a colour on the circle around the cell whose middle is at this column of the grey picture.</summary>
    private static bool IsDrawn(Picture picture, int column)
    {
        var top = 3 * (40 * Side + column);
        return picture.Rgb[top + 1] > picture.Rgb[top] + 40;
    }

    /// <summary>Two live cells were found, and the first was removed by hand.</summary>
    private async Task<Reading> ACorrectedReadingAsync(TestPerson person)
    {
        var reading = await AReadingAsync(person);
        var picture = (await Pictures.FindAsync(person.Id, reading.Id, CancellationToken.None))!;
        var sheet = picture.Sheet();
        sheet.Remove(0);
        await Pictures.CorrectAsync(person.Id, reading.Id, picture.Rules, sheet, CancellationToken.None);
        return reading;
    }

    private async Task<Reading> AReadingAsync(TestPerson person)
    {
        var result = SomeCells.AResult([new(30, 50, 10, CellState.Live, 0.9f), new(70, 50, 10, CellState.Live, 0.8f)], []);
        var reading = new Reading
        {
            Id = Guid.CreateVersion7(),
            OwnerId = person.Id,
            Instrument = CellsInstrument.Name,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Model = "test",
            ElapsedMs = 1,
            Result = JsonSerializer.Serialize(result, ApiJson.Options),
            OriginalKey = ObjectKey.New("readings", ".png"),
            ThumbnailKey = ObjectKey.New("readings", ".jpg"),
            Width = Side,
            Height = Side,
            Bytes = 1,
        };
        var grey = new byte[3 * Side * Side];
        Array.Fill(grey, (byte)128);
        using var picture = Picture.FromRgb(Side, Side, grey);
        await application.Services.GetRequiredService<IObjectStore>().PutAsync(reading.OriginalKey, picture.Encode(PictureFormat.Png), "image/png", CancellationToken.None);
        return await application.QueryAsync(async database =>
        {
            database.Add(reading);
            await database.SaveChangesAsync();
            return reading;
        });
    }
}

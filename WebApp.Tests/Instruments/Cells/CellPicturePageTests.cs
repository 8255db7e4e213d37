using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Figures;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.Readings;
using Iris.Platform.Storage;
using Iris.Platform.Web.Api;
using Iris.Tests.Instruments.Cells.Detection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Iris.Tests.Instruments.Cells;

/// <summary>The workspace of one picture as a person corrects it; what the script would report is called directly.</summary>
[Collection(nameof(WithIris))]
public sealed class CellPicturePageTests : ComponentContext
{
    private readonly IrisApplication application;
    private readonly BunitAuthorizationContext authorization;
    private string nickname = "";

    public CellPicturePageTests(IrisApplication application)
    {
        this.application = application;
        authorization = this.AddAuthorization();
        JSInterop.SetupModule("./Instruments/Cells/Correction/CellStage.razor.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(application.Services.GetRequiredService<CellPictures>());
        Services.AddSingleton(application.Services.GetRequiredService<CellRecount>());
        Services.AddSingleton(application.Services.GetRequiredService<CellSamples>());
        SetRendererInfo(new("Server", isInteractive: true));
        _ = Over;
    }

    [Fact]
    public async Task A_flip_moves_a_cell_to_the_other_count_and_undo_moves_it_back()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => Stage(page).Flip(0));

        Assert.Equal("dead", page.Find("circle[data-id='0']").ClassName);
        Assert.Contains("50.0 %", Viability(page), StringComparison.Ordinal);
        page.Find("[aria-label=Undo]").Click();
        Assert.Equal("live", page.Find("circle[data-id='0']").ClassName);
        page.Find("[aria-label=Redo]").Click();
        Assert.Equal("dead", page.Find("circle[data-id='0']").ClassName);
    }

    [Fact]
    public async Task Added_and_removed_cells_change_the_figures()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => Stage(page).Remove(3));
        await page.InvokeAsync(() => Stage(page).Add(70, 70, "dead"));
        await page.InvokeAsync(() => Stage(page).Add(80, 70, "dead"));

        Assert.Empty(page.FindAll("circle[data-id='3']"));
        Assert.Equal(7, page.FindAll("circle").Count);
        Assert.Contains("60.0 %", Viability(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_marks_what_is_out_and_counts_what_is_in()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => Stage(page).Draw(0, 0, 30, 100));

        Assert.Equal(["1", "2", "3", "4", "5"], page.FindAll("circle[data-out]").Select(circle => circle.GetAttribute("data-id")));
        Assert.Contains("100.0 %", Viability(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_shows_both_results_and_who_corrected_and_reverting_forgets()
    {
        var page = await OpenAsync();
        Assert.True(page.Find("[data-correction] button").HasAttribute("disabled"));

        await page.InvokeAsync(() => Stage(page).Flip(0));
        await page.Find("[data-correction] button").ClickAsync();

        Assert.Equal(["4", "3", "1"], page.FindAll("[data-correction] tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["4", "2", "2"], page.FindAll("[data-correction] tbody tr")[1].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal("dead", page.Find("circle[data-id='0']").ClassName);
        Assert.Contains("50.0 %", Viability(page), StringComparison.Ordinal);
        Assert.Contains(nickname, page.Find("[data-correction]").TextContent, StringComparison.Ordinal);
        await page.FindAll("[data-correction] button")[1].ClickAsync();
        Assert.Single(page.FindAll("[data-correction] tbody tr"));
        Assert.Equal("live", page.Find("circle[data-id='0']").ClassName);
    }

    [Fact]
    public async Task A_chamber_gives_a_concentration_at_once()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => page.FindComponents<MudSelect<string>>().Single(select => select.Instance.Label == "Chamber").Instance.ValueChanged.InvokeAsync("neubauer"));

        Assert.Contains("4.00 × 10⁴", page.FindComponent<CellFigures>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_slider_counts_what_is_as_sure_as_it_says()
    {
        var page = await OpenAsync();

        await page.Find("input[type=range]").InputAsync(new() { Value = "0.75" });

        Assert.Equal("2", Count(page, "Total"));
        Assert.Equal("0", Count(page, "Dead"));
        Assert.Equal(6, page.FindAll("circle").Count);
        await page.Find("input[type=range]").InputAsync(new() { Value = "0.25" });
        Assert.Equal("5", Count(page, "Total"));
    }

    [Fact]
    public async Task What_is_out_of_the_picture_is_neither_added_nor_drawn()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => Stage(page).Add(100, 50, "live"));
        await page.InvokeAsync(() => Stage(page).Add(-1, 50, "live"));
        await page.InvokeAsync(() => Stage(page).Draw(-50, -50, 500, 30));

        Assert.Equal("3", Count(page, "Total"));
        Assert.Equal(("100", "30"), (page.Find("rect.region").GetAttribute("width"), page.Find("rect.region").GetAttribute("height")));
    }

    [Fact]
    public async Task Whoever_knows_the_size_better_counts_again_by_one_button()
    {
        var person = await application.APerson().SignedInAsync();
        using var counted = await person.Client.PostAsync("/api/v1/cells", new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(Golden.Path(Golden.Cases[0].Picture))), "file", "cells.png" } });
        var before = (await counted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var doubtful = await application.QueryAsync(async database =>
        {
            var reading = await database.Set<Reading>().SingleAsync(row => row.Id == before);
            var result = JsonSerializer.Deserialize<CellsResult>(reading.Result, ApiJson.Options)!;
            reading.Result = JsonSerializer.Serialize(result with { OtherDiameters = [Math.Round(2 * result.TypicalDiameter, 1)] }, ApiJson.Options);
            await database.SaveChangesAsync();
            return result;
        });
        SignIn(person.Id);
        var page = Render<CellPicturePage>(parameters => parameters.Add(page => page.Id, before));

        await page.WaitForElement("[data-recount] button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEqual($"{doubtful.Total}", Count(page, "Total")));
        Assert.Empty(page.FindAll("[data-recount]"));
    }

    [Fact]
    public async Task A_stranger_sees_no_picture()
    {
        var id = await AReadingAsync((await application.APerson().SignedInAsync()).Id);
        SignIn((await application.APerson().SignedInAsync()).Id);

        var page = Render<CellPicturePage>(parameters => parameters.Add(page => page.Id, id));

        page.WaitForAssertion(() => Assert.NotNull(page.Find("a[href='/cells'].mud-button-root")));
    }

    private async Task<IRenderedComponent<CellPicturePage>> OpenAsync()
    {
        var person = await application.APerson().SignedInAsync();
        nickname = person.Nickname;
        var id = await AReadingAsync(person.Id);
        SignIn(person.Id);
        var page = Render<CellPicturePage>(parameters => parameters.Add(page => page.Id, id));
        page.WaitForElement(".viewport");
        return page;
    }

    private void SignIn(Guid person)
    {
        authorization.SetAuthorized("somebody");
        authorization.SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, $"{person}"));
    }

    /// <summary>Three live cells and a dead one that count, and two faint ones, in 100 × 100 pixels.</summary>
    private async Task<Guid> AReadingAsync(Guid owner)
    {
        var result = SomeCells.AResult(
            [
                new(20, 20, 5, CellState.Live, 0.9f), new(40, 20, 5, CellState.Live, 0.8f),
                new(60, 20, 5, CellState.Live, 0.7f), new(40, 60, 5, CellState.Dead, 0.6f),
            ],
            [new(60, 60, 5, CellState.Live, 0.3f), new(80, 60, 5, CellState.Dead, 0.2f)]);
        var reading = new Reading
        {
            Id = Guid.CreateVersion7(),
            OwnerId = owner,
            Instrument = CellsInstrument.Name,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Model = "test",
            ElapsedMs = 1,
            Result = JsonSerializer.Serialize(result, ApiJson.Options),
            OriginalKey = ObjectKey.New("readings", ".png"),
            ThumbnailKey = ObjectKey.New("readings", ".jpg"),
            Width = 100,
            Height = 100,
            Bytes = 1,
        };
        return await application.QueryAsync(async database =>
        {
            database.Add(reading);
            await database.SaveChangesAsync();
            return reading.Id;
        });
    }

    private static CellStage Stage(IRenderedComponent<CellPicturePage> page) => page.FindComponent<CellStage>().Instance;

    private static string Count(IRenderedComponent<CellPicturePage> page, string name) =>
        page.FindComponent<CellCounts>().FindAll("dt").Single(term => term.TextContent == name).NextElementSibling!.TextContent;

    private static string Viability(IRenderedComponent<CellPicturePage> page) => page.FindComponent<CellFigures>().Find("dd").TextContent;
}

using System.Text.RegularExpressions;
using Iris.Tests.Instruments.Cells.Detection;
using Microsoft.Playwright;

namespace Iris.Tests.Instruments.Cells;

/// <summary>A person at the bench, in a real browser.</summary>
[Collection(nameof(WithBrowser))]
public sealed class CellsBrowserTests(BrowserFixture browser)
{
    [Fact]
    public async Task Pictures_are_uploaded_counted_corrected_and_exported()
    {
        await using var session = await browser.SignedInAsync();
        var page = session.Page;
        await page.GotoAsync("/cells");
        await page.GetByLabel("Chamber", new() { Exact = true }).SelectOptionAsync("neubauer");

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Assertions.Expect(page.Locator(".jobs .badge-success")).ToHaveCountAsync(Golden.Cases.Count);
        await page.Locator(".jobs a").First.ClickAsync();

        // The slider counts in the browser at once.
        var total = page.Locator("[data-value=total]");
        await Assertions.Expect(total).ToHaveTextAsync(new Regex("^[1-9]"));
        var counted = int.Parse(await total.TextContentAsync() ?? "", System.Globalization.CultureInfo.InvariantCulture);
        var slider = page.Locator("[data-threshold]");
        await slider.FillAsync("0.8");
        var sure = int.Parse(await total.TextContentAsync() ?? "", System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(sure, 1, counted - 1);
        await slider.FillAsync("0.35");
        await Assertions.Expect(total).ToHaveTextAsync($"{counted}");
        await Assertions.Expect(page.Locator("[data-value=concentration]")).ToContainTextAsync("× 10");

        // Flip the surest cell, undo, and flip it again with the keyboard.
        var live = int.Parse(await page.Locator("[data-value=live]").TextContentAsync() ?? "", System.Globalization.CultureInfo.InvariantCulture);
        var first = page.Locator("circle[data-id='0']");
        var change = await first.GetAttributeAsync("class") == "live" ? -1 : 1;
        await page.Locator("[data-tool-choice=flip]").ClickAsync();
        await Assertions.Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "flip");
        await ClickMiddleAsync(page, first);
        await Assertions.Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live + change}");
        await page.Locator("[data-action=undo]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live}");
        await page.Locator("[data-tool-choice=look]").ClickAsync();
        await Assertions.Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "look");
        await ClickMiddleAsync(page, first);
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live + change}");

        // Add one where there is none.
        await page.Locator("[data-tool-choice=dead]").ClickAsync();
        await Assertions.Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "dead");
        await page.Locator(".viewport").ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        await Assertions.Expect(total).ToHaveTextAsync($"{counted + 1}");

        // The export saves first, and the page shows who corrected.
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(counted + 1, lines.Length - 1);
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync(session.Nickname);
        Assert.Empty(session.Errors);
    }

    [Fact]
    public async Task A_sample_groups_pictures()
    {
        await using var session = await browser.SignedInAsync();
        var page = session.Page;
        await page.GotoAsync("/cells");
        await page.GetByLabel("Name").FillAsync("HEK293 passage 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create sample" }).ClickAsync();
        await Assertions.Expect(page.Locator("#cells-into")).ToBeVisibleAsync();

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Assertions.Expect(page.Locator(".jobs .badge-success")).ToHaveCountAsync(Golden.Cases.Count);
        await page.GetByRole(AriaRole.Link, new() { Name = "HEK293 passage 7" }).ClickAsync();

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(Golden.Cases.Count);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pooled" })).ToBeVisibleAsync();
        Assert.Empty(session.Errors);
    }

    [Fact]
    public async Task The_workspace_fits_a_phone()
    {
        await using var session = await browser.SignedInAsync();
        var page = session.Page;
        await page.SetViewportSizeAsync(360, 740);
        await page.GotoAsync("/cells");
        await page.Locator("[data-input=file]").SetInputFilesAsync(Golden.Path(Golden.Cases[0].Picture));
        await page.Locator(".jobs a").ClickAsync();
        await Assertions.Expect(page.Locator("[data-value=total]")).ToHaveTextAsync(new Regex("^[1-9]"));

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
    }

    /// <summary>A mouse on the cell's middle: marks let the pointer through, so the browser's own click would not find them.</summary>
    private static async Task ClickMiddleAsync(IPage page, ILocator circle)
    {
        await circle.ScrollIntoViewIfNeededAsync();
        var box = (await circle.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Tests.Browser;
using Iris.Tests.Instruments.Cells.Detection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Instruments.Cells;

/// <summary>A person at the bench, in a real browser.</summary>
[Collection(nameof(WithBrowser))]
public sealed class CellsBrowserTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Pictures_are_uploaded_counted_corrected_and_exported()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();
        await page.GetByLabel("Chamber", new() { Exact = true }).SelectOptionAsync("neubauer");

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Expect(page.Locator(".jobs .badge-success")).ToHaveCountAsync(Golden.Cases.Count, new() { Timeout = 30_000 });
        await visitor.LookAsync("cells-uploaded");
        await page.Locator(".jobs a").First.ClickAsync();

        // The slider counts in the browser at once.
        var total = page.Locator("[data-value=total]");
        await Expect(total).ToHaveTextAsync(new Regex("^[1-9]"));
        await visitor.LookAsync("cells-workspace");
        var counted = await NumberAsync(total);
        var slider = page.Locator("[data-threshold]");
        await slider.FillAsync("0.8");
        var sure = await NumberAsync(total);
        Assert.InRange(sure, 1, counted - 1);
        await slider.FillAsync("0.4");
        await Expect(total).ToHaveTextAsync($"{counted}");
        await Expect(page.Locator("[data-value=concentration]")).ToContainTextAsync("× 10");

        // Flip the surest cell, undo, and flip it again with the keyboard.
        var live = await NumberAsync(page.Locator("[data-value=live]"));
        var first = page.Locator("circle[data-id='0']");
        var change = await first.GetAttributeAsync("class") == "live" ? -1 : 1;
        await page.Locator("[data-tool-choice=flip]").ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "flip");
        await ClickMiddleAsync(page, first);
        await Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live + change}");
        await page.Locator("[data-action=undo]").ClickAsync();
        await Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live}");
        await page.Locator("[data-tool-choice=look]").ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "look");
        await ClickMiddleAsync(page, first);
        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator("[data-value=live]")).ToHaveTextAsync($"{live + change}");

        // Add one where there is none.
        await page.Locator("[data-tool-choice=dead]").ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "dead");
        await page.Locator(".viewport").ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        await Expect(total).ToHaveTextAsync($"{counted + 1}");

        // The export saves first, and the page shows who corrected.
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(counted + 1, lines.Length - 1);
        await Expect(page.Locator("[data-correction]")).ToContainTextAsync("bench");

        await Expect(total).ToHaveTextAsync($"{counted + 1}");

        // On paper stands the report alone.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".tools")).ToBeHiddenAsync();
        await Expect(page.Locator("header.site-bar")).ToBeHiddenAsync();
        await Expect(page.Locator(".comparison")).ToBeVisibleAsync();
        await visitor.LookAsync("cells-print");
    }

    [BrowserFact]
    public async Task A_sample_groups_pictures()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();
        await page.GetByLabel("Name").FillAsync("HEK293 passage 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create sample" }).ClickAsync();
        await Expect(page.Locator("#cells-into")).ToBeVisibleAsync();

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Expect(page.Locator(".jobs .badge-success")).ToHaveCountAsync(Golden.Cases.Count, new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "HEK293 passage 7" }).ClickAsync();

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(Golden.Cases.Count, new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pooled" })).ToBeVisibleAsync();
        await visitor.LookAsync("cells-sample");
    }

    [BrowserFact]
    public async Task The_workspace_fits_a_phone()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 360, height: 740, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();
        await page.Locator("[data-input=file]").SetInputFilesAsync(Golden.Path(Golden.Cases[0].Picture));
        await page.Locator(".jobs a").ClickAsync();
        await Expect(page.Locator("[data-value=total]")).ToHaveTextAsync(new Regex("^[1-9]"));

        await visitor.LookAsync("cells-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
    }

    private static async Task<int> NumberAsync(ILocator output) => int.Parse(await output.TextContentAsync() ?? "", CultureInfo.InvariantCulture);

    /// <summary>A mouse on the cell's middle: marks let the pointer through, so the browser's own click would not find them.</summary>
    private static async Task ClickMiddleAsync(IPage page, ILocator circle)
    {
        await circle.ScrollIntoViewIfNeededAsync();
        var box = (await circle.BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Platform.Imaging;
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
        await page.GetByLabel("Chamber", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Neubauer improved" }).ClickAsync();
        await Expect(page.GetByText("100 nL over these squares")).ToBeVisibleAsync();

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Expect(Uploads(page).GetByRole(AriaRole.Link)).ToHaveCountAsync(Golden.Cases.Count, new() { Timeout = 30_000 });
        await visitor.LookAsync("cells-uploaded");
        await Uploads(page).GetByRole(AriaRole.Link).First.ClickAsync();

        // The slider counts at once.
        var total = Count(page, "Total");
        await Expect(total).ToHaveTextAsync(new Regex("^[1-9]"));
        await visitor.LookAsync("cells-workspace");
        var counted = await NumberAsync(total);
        var slider = page.GetByLabel("Confidence");
        await slider.FillAsync("0.8");
        await Expect(total).Not.ToHaveTextAsync($"{counted}");
        var sure = await NumberAsync(total);
        Assert.InRange(sure, 1, counted - 1);
        await slider.FillAsync("0.4");
        await Expect(total).ToHaveTextAsync($"{counted}");
        await Expect(Count(page, "Concentration")).ToContainTextAsync("× 10");

        // Flip the surest cell, undo, and flip it again with the keyboard.
        var live = await NumberAsync(Count(page, "Live"));
        var first = page.Locator("circle[data-id='0']");
        var change = await first.GetAttributeAsync("class") == "live" ? -1 : 1;
        await page.GetByRole(AriaRole.Radio, new() { Name = "Flip" }).ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "flip");
        await ClickMiddleAsync(page, first);
        await Expect(Count(page, "Live")).ToHaveTextAsync($"{live + change}");
        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Count(page, "Live")).ToHaveTextAsync($"{live}");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Look" }).ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "look");
        await ClickMiddleAsync(page, first);
        await page.Keyboard.PressAsync("f");
        await Expect(Count(page, "Live")).ToHaveTextAsync($"{live + change}");

        // Add one where there is none.
        await page.GetByRole(AriaRole.Radio, new() { Name = "Add dead" }).ClickAsync();
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
        await Expect(page.GetByRole(AriaRole.Toolbar)).ToBeHiddenAsync();
        await Expect(page.Locator("header.site-bar")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-correction] table")).ToBeVisibleAsync();
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
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("HEK293 passage 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create sample" }).ClickAsync();
        await Expect(page.GetByLabel("Put new pictures into")).ToHaveValueAsync(new Regex("^HEK293 passage 7 · "));

        await page.Locator("[data-input=file]").SetInputFilesAsync([.. Golden.Cases.Select(golden => Golden.Path(golden.Picture))]);
        await Expect(Uploads(page).GetByRole(AriaRole.Link)).ToHaveCountAsync(Golden.Cases.Count, new() { Timeout = 30_000 });
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
        await Uploads(page).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(Count(page, "전체")).ToHaveTextAsync(new Regex("^[1-9]"));

        await visitor.LookAsync("cells-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
    }

    [BrowserFact]
    public async Task A_picture_of_very_many_cells_is_counted_and_opened()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();

        await page.Locator("[data-input=file]").SetInputFilesAsync(new FilePayload { Name = "crowd.png", MimeType = "image/png", Buffer = Tiled(Golden.Cases[0].Picture, 5) });

        await Uploads(page).GetByRole(AriaRole.Link).ClickAsync(new() { Timeout = 120_000 });
        await Expect(Count(page, "Total")).ToHaveTextAsync(new Regex("^[4-9][0-9]{2}$"), new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Slider).FillAsync("0.9");
        await Expect(Count(page, "Total")).Not.ToBeEmptyAsync();
        await page.GotoAsync($"/gallery/{new Uri(page.Url).Segments[^1]}");
        await Expect(Count(page, "Total")).ToHaveTextAsync(new Regex("^[4-9][0-9]{2}$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Share" }).ClickAsync();
        await Expect(page.GetByLabel("Link to the picture")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Of_very_many_dropped_pictures_a_hundred_are_taken_and_the_rest_is_refused_in_words()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();

        await page.EvaluateAsync("""
            () => {
                const dropped = new DataTransfer();
                for (let i = 0; i < 2500; i++) dropped.items.add(new File(['no picture'], `${i}-${'한'.repeat(300)}.png`, { type: 'image/png' }));
                document.querySelector('[data-zone]').dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
            }
            """);

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Of 2500 pictures, 100 are taken");
        await Expect(Uploads(page).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(100);
        await Expect(Uploads(page).GetByRole(AriaRole.Alert)).Not.ToHaveCountAsync(0);
        await page.GotoAsync("about:blank");
    }

    private static ILocator Uploads(IPage page) => page.GetByRole(AriaRole.List, new() { NameRegex = new Regex("Uploads|업로드") });

    /// <summary>The figure under its name.</summary>
    private static ILocator Count(IPage page, string name) => page.Locator($"dt:text-is('{name}') + dd").First;

    /// <summary>A golden picture several times in both directions.</summary>
    private static byte[] Tiled(string name, int times)
    {
        using var one = Golden.Read(name);
        var pixels = new byte[one.Rgb.Length * times * times];
        var row = 3 * one.Width;
        for (var y = 0; y < one.Height * times; y++)
        {
            for (var x = 0; x < times; x++) one.Rgb.Slice(y % one.Height * row, row).CopyTo(pixels.AsSpan((y * times + x) * row));
        }

        using var many = Picture.FromRgb(one.Width * times, one.Height * times, pixels);
        return many.Encode(PictureFormat.Png);
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

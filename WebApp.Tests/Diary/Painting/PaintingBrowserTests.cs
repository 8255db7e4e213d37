using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Platform.Imaging;
using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Diary.Painting;

/// <summary>A person with a diary, in a real browser, with a painter of random weights.</summary>
[Collection(nameof(WithBrowser))]
public sealed class PaintingBrowserTests(BrowserFixture browser)
{
    private static readonly LocatorAssertionsToHaveCountOptions Patience = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task A_sentence_is_painted_watched_painted_again_found_in_the_gallery_and_downloaded()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("diary");
        await page.GotoAsync("/diary/paint");
        await Expect(page.Locator("button[type=submit]").Filter(new() { HasText = "Paint" })).ToBeEnabledAsync();
        await visitor.LookAsync("paint-empty");

        await RecordProgressAsync(page);
        await page.GetByLabel("What happened today?").FillAsync("the red house and a dinosaur at night");
        await Expect(page.Locator(".unknown")).ToContainTextAsync("and, dinosaur");
        await page.GetByRole(AriaRole.Button, new() { Name = "Paint", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(1, Patience);
        Assert.InRange(await ProgressAsync(page), 1, 99);
        await Expect(page.Locator(".history li")).ToHaveCountAsync(1);
        await Expect(page.GetByText("59 of 60")).ToBeVisibleAsync();
        var seed = await page.GetByLabel("Seed", new() { Exact = true }).InputValueAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Another seed" }).ClickAsync();
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(2, Patience);
        await Expect(page.Locator(".history li")).ToHaveCountAsync(2);
        await visitor.LookAsync("paint-done");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-status=done] a[download]").Last.ClickAsync());
        Assert.EndsWith(".png", download.SuggestedFilename, StringComparison.Ordinal);
        using var picture = Picture.Decode(await File.ReadAllBytesAsync(await download.PathAsync())).Value!;
        Assert.Equal(picture.Width, picture.Height);

        await page.GotoAsync("/gallery?kind=painting");
        await Expect(page.Locator(".tile")).ToHaveCountAsync(2);
        await page.Locator(".tile a").Last.ClickAsync();
        await Expect(page.Locator(".painted")).ToContainTextAsync(seed);
        await Expect(page.Locator(".painted")).ToContainTextAsync("dinosaur");
        await visitor.LookAsync("paint-gallery");

        await page.GetByRole(AriaRole.Link, new() { Name = "Paint again with these" }).ClickAsync();
        await Expect(page.GetByLabel("Seed", new() { Exact = true })).ToHaveValueAsync(seed);
        await Expect(page.GetByLabel("What happened today?")).ToHaveValueAsync("the red house and a dinosaur at night");
    }

    [BrowserFact]
    public async Task Four_pictures_are_ordered_by_keyboard_alone()
    {
        await using var visitor = await browser.OpenAsync("ko", 390, 844, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.RegisterAsync("diary");
        await page.GotoAsync("/diary/paint");
        await Expect(page.Locator("main button[type=submit]")).ToBeEnabledAsync();

        await page.Locator("#prompt").FocusAsync();
        await page.Keyboard.TypeAsync("빨간 집 ");
        await page.GetByRole(AriaRole.Radio, new() { Name = "4" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "4" })).ToHaveAttributeAsync("aria-checked", "true");
        await page.Locator("main button[type=submit]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(4, Patience);
        await Expect(page.Locator("main p[role=status]").First).ToContainTextAsync("완성");
        await Expect(page.Locator(".easel img").First).ToBeInViewportAsync();
        await visitor.LookAsync("paint-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "Nothing reaches beyond the phone.");
    }

    [BrowserFact]
    public async Task An_admin_sees_painters_queue_and_words()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.GotoAsync("/account/login");
        await page.Locator("[name='Input.Email']").FillAsync(IrisApplication.AdminEmail);
        await page.Locator("[name='Input.Password']").FillAsync(IrisApplication.Password);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.LeaveAsync("/account/login");

        await page.GotoAsync("/admin/painter");
        await Expect(page.Locator("[data-painter=crayon] .in-use")).ToBeVisibleAsync();
        await page.Locator("#word-try").FillAsync("a naked person");
        await Expect(page.GetByText("This sentence would be refused.")).ToBeVisibleAsync();
        await visitor.LookAsync("paint-admin");

        // As long as the list may be, in letters of three bytes: far more than a circuit takes at once.
        var list = string.Concat(Enumerable.Repeat("가나다라마바사아자\n", 10_000));
        var area = page.Locator("#word-list");
        await PasteAsync(area, list + "a");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("#word-list-error")).ToContainTextAsync("100,001");
        await PasteAsync(area, list);
        await page.Locator("#word-try").FillAsync("가나다라마바사아자");
        await Expect(page.GetByText("This sentence would be refused.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved. It counts from the next prompt on.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(area).ToBeVisibleAsync();
        Assert.True(await area.EvaluateAsync<bool>("(area, list) => area.value === list", list), "The whole list is there.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The list is as it was before.")).ToBeVisibleAsync();
        await Expect(area).ToHaveValueAsync(new Regex("naked"));
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task The_longest_sentence_is_painted()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("diary");
        await page.GotoAsync("/diary/paint");
        await Expect(page.Locator("main button[type=submit]")).ToBeEnabledAsync();
        var sentence = string.Concat(Enumerable.Repeat("빨간 집 ", 60))[..299] + "집";

        await page.Locator("#prompt").FillAsync(sentence);
        await page.Locator("main button[type=submit]").ClickAsync();

        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(1, Patience);
        await Expect(page.Locator("[data-status=done] img")).ToHaveAttributeAsync("alt", sentence);
    }

    /// <summary>At once, as from the clipboard; Playwright's own way takes seconds for so much.</summary>
    private static Task<System.Text.Json.JsonElement?> PasteAsync(ILocator area, string text) =>
        area.EvaluateAsync("(area, text) => { area.value = text; area.dispatchEvent(new InputEvent('input', { bubbles: true })); area.dispatchEvent(new Event('change', { bubbles: true })); }", text);

    /// <summary>Remembers every progress that the page shows: a quick painter shows each for an instant only.</summary>
    private static Task<System.Text.Json.JsonElement?> RecordProgressAsync(IPage page) => page.EvaluateAsync(
        """
        globalThis.seen = [];
        new MutationObserver(() => {
            const bar = document.querySelector('[role=progressbar]');
            if (bar) seen.push(Number(bar.getAttribute('aria-valuenow')));
        }).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
        """);

    private static async Task<int> ProgressAsync(IPage page) => int.Parse(
        await page.EvaluateAsync<string>("String(Math.max(0, ...seen.filter(percent => percent < 100)))"), CultureInfo.InvariantCulture);
}

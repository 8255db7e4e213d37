using System.Globalization;
using System.Text.RegularExpressions;
using Iris.Tests.Browser;
using Iris.Tests.Instruments.Cells.Detection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Shell;

/// <summary>What happens to a tab that nobody looks at; see docs/decisions/060-circuits-pause.md.</summary>
[Collection(nameof(WithBrowser))]
public sealed class PausedCircuitTests(BrowserFixture browser)
{
    /// <summary>Five minutes pass at once, and <c>look(false)</c> hides the tab.</summary>
    private const string Hurry =
        """
        const wait = globalThis.setTimeout;
        globalThis.setTimeout = (then, after, ...rest) => wait(then, after === 300_000 ? 0 : after, ...rest);
        let seen = true;
        Object.defineProperty(document, 'hidden', { get: () => !seen });
        Object.defineProperty(document, 'visibilityState', { get: () => seen ? 'visible' : 'hidden' });
        globalThis.look = visible => { seen = visible; document.dispatchEvent(new Event('visibilitychange')); };
        """;

    [BrowserFact]
    public async Task The_studio_of_a_hidden_tab_gives_its_circuit_back_and_goes_on_where_it_stood()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("painter");
        await page.AddInitScriptAsync(Hurry);
        var closed = ConnectionClosed(page);
        await page.GotoAsync("/diary/paint");
        var prompt = page.Locator("#prompt");
        await Expect(prompt).ToBeEnabledAsync();
        await prompt.FillAsync("the red house");
        await page.Locator("main button[type=submit]").ClickAsync();
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await prompt.FillAsync("the blue house 파란 집");
        await page.GetByRole(AriaRole.Radio, new() { Name = "3" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "3" })).ToHaveAttributeAsync("aria-checked", "true");

        await page.EvaluateAsync("look(false)");
        await closed.WaitAsync(TimeSpan.FromSeconds(20));
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();

        await page.EvaluateAsync("look(true)");
        await Expect(page.Locator("#components-reconnect-modal")).ToHaveClassAsync(new Regex("components-reconnect-hide"));
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(1);
        await Expect(prompt).ToHaveValueAsync("the blue house 파란 집");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "3" })).ToHaveAttributeAsync("aria-checked", "true");

        await page.Locator("main button[type=submit]").ClickAsync();
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(4, new() { Timeout = 30_000 });
    }

    [BrowserFact]
    public async Task The_words_of_a_post_outlive_the_circuit()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("writer");
        await page.AddInitScriptAsync(Hurry);
        var closed = ConnectionClosed(page);
        await page.GotoAsync("/diary/write");
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await page.Locator("#post-title").FillAsync("A day at the sea");
        await page.Locator("#post-text").FillAsync("It was blue.");

        await page.EvaluateAsync("look(false)");
        await closed.WaitAsync(TimeSpan.FromSeconds(20));
        await page.EvaluateAsync("look(true)");

        await Expect(page.Locator("#components-reconnect-modal")).ToHaveClassAsync(new Regex("components-reconnect-hide"));
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await Expect(page.Locator("#post-text")).ToHaveValueAsync("It was blue.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("A day at the sea");
    }

    [BrowserFact]
    public async Task A_correction_that_is_not_saved_keeps_the_circuit_and_survives_its_loss()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("bench");
        await page.GotoAsync("/cells");
        await Expect(page.Locator("[data-pick=file]")).ToBeEnabledAsync();
        await page.Locator("[data-input=file]").SetInputFilesAsync(Golden.Path(Golden.Cases[0].Picture));
        var picture = await page.GetByRole(AriaRole.Link, new() { Name = "Open" }).GetAttributeAsync("href", new() { Timeout = 30_000 });
        await page.AddInitScriptAsync(Hurry);
        await page.GotoAsync(picture!);
        var total = page.Locator("dt:text-is('Total') + dd");
        await Expect(total).ToHaveTextAsync(new Regex("^[1-9]")); // the page's script is there
        await Expect(page.Locator("[data-pausable]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Add dead" }).ClickAsync();
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "dead");
        var counted = int.Parse((await total.TextContentAsync())!, CultureInfo.InvariantCulture);
        await page.Locator(".viewport").ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        await Expect(total).ToHaveTextAsync($"{counted + 1}");

        await page.EvaluateAsync("look(false)");
        await page.EvaluateAsync("new Promise(then => setTimeout(then, 300_000))");
        await Expect(page.Locator(".components-reconnect-paused")).ToHaveCountAsync(0);

        Assert.True(await page.EvaluateAsync<bool>("Blazor.pauseCircuit()"));
        Assert.True(await page.EvaluateAsync<bool>("Blazor.resumeCircuit()"));

        await Expect(page.Locator("[data-pausable]")).ToHaveCountAsync(0);
        await Expect(total).ToHaveTextAsync($"{counted + 1}");
        await Expect(page.Locator(".viewport")).ToHaveAttributeAsync("data-tool", "look");
        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(total).ToHaveTextAsync($"{counted}");
    }

    /// <summary>Ends when the page's circuit closes its connection.</summary>
    private static Task ConnectionClosed(IPage page)
    {
        var closed = new TaskCompletionSource();
        page.WebSocket += (_, socket) => socket.Close += (_, _) => closed.TrySetResult();
        return closed.Task;
    }
}

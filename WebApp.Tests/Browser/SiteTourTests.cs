using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Iris.Tests.Browser;

/// <summary>
/// A walk through every page: axe-core finds nothing against WCAG 2.2 AA, nothing scrolls sideways, nothing moves for those who asked for stillness or shifts
/// while the page comes alive, and nothing fails unseen. On the desktop also with text twice as large, and by keyboard. With IRIS_TOUR=folder the walk is made in
/// all combinations of width, theme and language, and leaves there a picture of every page and times.csv: when its scripts had run, and when its circuit
/// had rendered it, in milliseconds after it was asked for (tools/tour).
/// </summary>
[Collection(nameof(WithBrowser))]
public sealed class SiteTourTests(BrowserFixture browser)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("IRIS_TOUR") is { Length: > 0 } folder ? folder : null;
    /// <summary>What moves longer than a blink, although the visitor asked for reduced motion.</summary>
    private const string Moving = "() => document.getAnimations().filter(a => a.playState === 'running' && a.effect.getComputedTiming().activeDuration > 100).map(a => a.effect.target.className)";

    /// <summary>How much of the page has jumped since it began: the sum that browsers call layout shift.</summary>
    private const string Shifted =
        """
        () => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value; }).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => setTimeout(() => resolve(sum), 0));
        })
        """;

    /// <summary>Who has the focus, and whether it can be seen: by an outline of it, of what lies over it or of the control around it, or by the border of a field.</summary>
    private const string Focused =
        """
        async () => {
            const at = document.activeElement;
            if (!at || at === document.body) return null;
            await Promise.all(document.getAnimations().map(a => a.finished.catch(() => { })));
            const outlined = (e, part) => e && getComputedStyle(e, part).outlineStyle !== 'none' && parseFloat(getComputedStyle(e, part).outlineWidth) >= 2;
            const field = at.closest('.mud-input');
            const border = field?.querySelector('.mud-input-outlined-border');
            const seen = outlined(at) || outlined(at, '::after') || outlined(at.closest('.mud-checkbox, .mud-radio, .mud-switch, .mud-slider'))
                || (border ? parseFloat(getComputedStyle(border).borderTopWidth) >= 2 : outlined(field)) || at.closest('.swagger-ui');
            return `${seen ? '' : 'unseen '}${at.tagName} ${at.className} ${at.ariaLabel ?? at.textContent.trim().slice(0, 30)}`;
        }
        """;

    private static readonly string Axe = Path.Combine(Repository.Folder, "node_modules", "axe-core", "axe.min.js");

    public static TheoryData<int, ColorScheme, string> Walks
    {
        get
        {
            if (Folder is null) return new() { { 1440, ColorScheme.Light, "en" }, { 360, ColorScheme.Dark, "ko" } };
            TheoryData<int, ColorScheme, string> all = [];
            foreach (var width in new[] { 390, 1440 })
            {
                foreach (var colors in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    all.Add(width, colors, "en");
                    all.Add(width, colors, "ko");
                }
            }

            return all;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Walks))]
    public async Task Every_page_is_open_to_everybody(int width, ColorScheme colors, string language)
    {
        var person = await browser.Application.APerson().AsAdmin().WithConsent().SignedInAsync();
        var pages = new SitePages(browser.Application, person);
        await pages.FurnishAsync();
        await using var anonymous = await browser.OpenAsync(language, width, height: 900, colors);
        await using var visitor = await browser.OpenAsync(language, width, height: 900, colors);
        await visitor.SignInAsync(person.Email);
        List<string> faults = [], times = [];
        var (since, alive) = (Stopwatch.StartNew(), (double?)null);
        visitor.Page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) =>
        {
            if (frame.Binary is { } sent && sent.AsSpan().IndexOf("OnRenderCompleted"u8) >= 0) alive ??= since.Elapsed.TotalMilliseconds;
        };

        foreach (var (template, signedIn) in SitePages.All)
        {
            var address = await pages.AddressAsync(template);
            if (!signedIn) await LookAsync(anonymous.Page, address, "anonymous");
            if (signedIn || template is "/" or "/feed" or "/diary/posts/{Id:guid}") await LookAsync(visitor.Page, address, "signed-in");
        }

        if (Folder is not null) await File.AppendAllLinesAsync(Path.Combine(Folder, "times.csv"), times);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        async Task LookAsync(IPage page, string address, string who)
        {
            since.Restart();
            alive = null;
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.WaitForFunctionAsync("() => document.title !== ''"); // for a moment there is none, while the circuit takes the page over
            var name = $"{address} ({who}, {width}, {colors}, {language})";
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width) faults.Add($"{name} is {wide} px wide");
            if (await page.EvaluateAsync<double>(Shifted) is var shift and >= 0.05) faults.Add($"{name} shifts by {shift:0.000}");
            faults.AddRange((await page.EvaluateAsync<string[]>(Moving)).Select(moving => $"{name}: moves: {moving}"));
            faults.AddRange((await ViolationsAsync(page)).Select(violation => $"{name}: {violation}"));
            if (Folder is not null)
            {
                Directory.CreateDirectory(Folder);
                var scripts = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
                times.Add(FormattableString.Invariant($"\"{name}\",{scripts:0},{alive:0}"));
                var file = $"{(address == "/" ? "home" : Shortened(address))}-{who}-{width}-{colors}-{language}.png".ToLowerInvariant();
                await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), FullPage = true });
            }

            if (width < 1000) return;
            faults.AddRange((await HiddenFocusAsync(page)).Select(hidden => $"{name}: the focus is unseen: {hidden}"));
            await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var large && large > width) faults.Add($"{name} is {large} px wide when its text is twice as large");
        }
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run({ exclude: ['.swagger-ui'] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).slice(0, 4).join(' | ')}`)");
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    /// <summary>Goes through the first controls of the page by keyboard; answers those on which nobody would see the focus.</summary>
    private static async Task<IReadOnlyList<string>> HiddenFocusAsync(IPage page)
    {
        List<string> hidden = [];
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(Focused) is not { } focused) break;
            if (focused.StartsWith("unseen ", StringComparison.Ordinal)) hidden.Add(focused);
        }

        return hidden;
    }

    /// <summary>The address as a file's name, without ids.</summary>
    private static string Shortened(string address) => string.Join('-', address.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Guid.TryParse(part, out _) ? "id" : part));
}

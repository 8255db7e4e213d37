using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Live;

/// <summary>What somebody does and sees on the coach's page.</summary>
internal static class CoachPageSteps
{
    /// <summary>The clip begins again after one minute; twice that is patience for a machine that does other things.</summary>
    public const int OneClip = 120_000;

    /// <summary>
    /// Listens between the page and its worker: <c>hub.calls</c> of methods with their argument, the <c>hub.sessions</c> whose frames were asked for, the number
    /// of <c>hub.answers</c>, and <c>hub.change</c>, which may change one.
    /// </summary>
    public static Task ListenToHubAsync(this IPage page) => page.AddInitScriptAsync(
        """
        window.hub = { calls: [], sessions: [], answers: 0, change: null };
        window.Worker = class extends Worker {
            postMessage(message, ...rest) {
                if (message.kind === 'call') hub.calls.push(message);
                if (message.kind === 'start') hub.sessions.push(message.session);
                super.postMessage(message, ...rest);
            }
            set onmessage(handler) {
                super.onmessage = event => {
                    if (event.data.value) hub.change?.(event.data.value);
                    handler(event);
                    if (event.data.value) hub.answers++;
                };
            }
        };
        """);

    /// <summary>Waits for so many more answers of the hub.</summary>
    public static async Task MoreAnswersAsync(this IPage page, int more) =>
        await page.WaitForFunctionAsync("wanted => hub.answers >= wanted", await page.EvaluateAsync<int>("() => hub.answers") + more, new() { Timeout = OneClip });

    /// <summary>Registers somebody who agrees to be watched.</summary>
    public static async Task OpenCoachAsync(this Visitor visitor, string agree = "I agree")
    {
        await visitor.RegisterAsync("coached");
        await visitor.Page.GotoAsync("/posture");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = agree }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-phase=ready]").GetByRole(AriaRole.Button, new() { NameRegex = new("^(Start|시작하기)$") })).ToBeEnabledAsync();
    }

    /// <summary>Starts, and waits until the coach is calibrated and content.</summary>
    public static async Task StartAndSitWellAsync(this IPage page, string start = "Start", string good = "Good posture")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = start, Exact = true }).ClickAsync();
        await page.ExpectStateAsync(good);
    }

    public static Task ExpectStateAsync(this IPage page, string words) => Expect(page.Locator("#state-title")).ToHaveTextAsync(words, new() { Timeout = OneClip });

    public static Task ExpectWatchingAsync(this IPage page, string how) => Expect(page.Locator($".watching [data-when={how}]")).ToBeVisibleAsync();

    /// <summary>Remembers the track of the camera, which is to end.</summary>
    public static async Task HoldTrackAsync(this IPage page) => await page.EvaluateAsync("() => { window.heldTrack = document.querySelector('video').srcObject.getVideoTracks()[0]; }");

    public static Task<string> TrackStateAsync(this IPage page) => page.EvaluateAsync<string>("() => window.heldTrack.readyState");

    /// <summary>The page as if its tab were in the background, or in front again.</summary>
    public static async Task HideAsync(this IPage page, bool hidden) => await page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
}

using System.Globalization;
using Microsoft.Playwright;

namespace Iris.Tests.Browser;

/// <summary>
/// Every text field of every interactive page, filled by a real browser with as much as it takes, of the letter that takes the most room on the way. A message
/// that is too long would end the circuit, and with it what was typed.
/// </summary>
[Collection(nameof(WithBrowser))]
public sealed class LargestTextTests(BrowserFixture browser)
{
    /// <summary>Six bytes in the JSON of a message: \u003C.</summary>
    private const char Longest = '<';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [BrowserFact]
    public async Task The_longest_text_of_every_field_arrives_and_the_circuit_stays()
    {
        var person = await browser.Application.APerson().AsAdmin().WithConsent().SignedInAsync();
        var pages = new SitePages(browser.Application, person);
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.SignInAsync(person.Email);
        IWebSocket? circuit = null;
        page.WebSocket += (_, socket) => circuit = socket.Url.Contains("/_blazor", StringComparison.Ordinal) ? socket : circuit;
        // What was typed is left behind on purpose.
        page.Dialog += (_, question) => question.AcceptAsync();
        var (fields, lost) = (0, new List<string>());

        foreach (var (template, signedIn) in SitePages.All)
        {
            if (!signedIn) continue;
            circuit = null;
            await page.GotoAsync(await pages.AddressAsync(template), new() { WaitUntil = WaitUntilState.NetworkIdle });
            if (circuit is null) continue;
            foreach (var field in await page.Locator("main :is(textarea, input:is([type=text], [type=search], [type=password]))[maxlength]:not([readonly]):visible:enabled").AllAsync())
            {
                await field.FocusAsync();
                var length = int.Parse((await field.GetAttributeAsync("maxlength"))!, CultureInfo.InvariantCulture);
                var came = await TellAsync(circuit, async () =>
                {
                    await field.FillAsync(new string(Longest, length));
                    await field.BlurAsync();
                    await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
                });
                fields += came is null ? 0 : 1;
                if (came is not false) continue;
                lost.Add($"{template}: {await NameAsync(field)} with {length} letters");
                break;
            }
        }

        Assert.Empty(lost);
        Assert.InRange(fields, 10, int.MaxValue);
    }

    private static Task<string> NameAsync(ILocator field) => field.EvaluateAsync<string>("field => field.ariaLabel ?? field.labels?.[0]?.textContent ?? field.outerHTML");

    /// <summary>Whether the circuit answers an action, instead of going away; null when it is not told of it: the field belongs to a form that is sent as a whole.</summary>
    private static async Task<bool?> TellAsync(IWebSocket circuit, Func<Task> action)
    {
        var (told, answer) = (false, new TaskCompletionSource<bool>());
        void Tell(object? sender, IWebSocketFrame frame) => told = true;
        void Hear(object? sender, IWebSocketFrame frame) => answer.TrySetResult(true);
        void Lose(object? sender, IWebSocket socket) => answer.TrySetResult(false);
        circuit.FrameSent += Tell;
        circuit.FrameReceived += Hear;
        circuit.Close += Lose;
        try
        {
            await action();
            if (!told && !circuit.IsClosed) return null;
            return !circuit.IsClosed && await answer.Task.WaitAsync(Patience) && !circuit.IsClosed;
        }
        finally
        {
            circuit.FrameSent -= Tell;
            circuit.FrameReceived -= Hear;
            circuit.Close -= Lose;
        }
    }
}

using System.Text.RegularExpressions;
using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Shell;

/// <summary>What is done with a page before its circuit is there.</summary>
[Collection(nameof(WithBrowser))]
public sealed class EarlyLinkTests(BrowserFixture browser)
{
    /// <summary>What the server says after the handshake waits for <c>goOn()</c>: the circuit begins, and the page does not hear of it yet.</summary>
    private const string Wait =
        """
        const going = new Promise(then => globalThis.goOn = then);
        let begin;
        globalThis.beginning = new Promise(then => begin = then);
        Object.defineProperty(WebSocket.prototype, 'onmessage', {
            set(hear) {
                let handshake = true;
                this.addEventListener('message', async message => {
                    if (!handshake) {
                        begin();
                        await going;
                    }
                    handshake = false;
                    hear(message);
                });
            },
        });
        """;

    [BrowserFact]
    public async Task A_link_that_is_followed_while_the_circuit_begins_leads_where_it_says()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("early");
        await page.AddInitScriptAsync(Wait);
        await page.GotoAsync("/diary");
        await page.EvaluateAsync("beginning");

        await page.Locator(".page-actions").GetByRole(AriaRole.Link, new() { Name = "Write" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Write in the diary");
        await page.EvaluateAsync("goOn()");

        await Expect(page.Locator("#post-title")).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Expect(page).ToHaveURLAsync(new Regex("/diary/write$"));
    }
}

using Iris.Diary.Posts;
using Iris.Tests.Browser;
using Iris.Tests.Diary.Posts;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Diary.Friends;

/// <summary>Two people at two browsers at the same time.</summary>
[Collection(nameof(WithBrowser))]
public sealed class TwoBrowsersTests(BrowserFixture browser, ITestOutputHelper output)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task Two_friends_write_into_one_secret_diary_and_see_each_others_words_appear()
    {
        var (one, other) = (await browser.Application.APerson().SignedInAsync(), await browser.Application.APerson().SignedInAsync());
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync("ko", 390, 844);
        await first.SignInAsync(one.Email);
        await second.SignInAsync(other.Email);

        // One asks, and the other's bell rings.
        await first.Page.GotoAsync("/friends");
        await second.Page.GotoAsync("/gallery");
        await Expect(first.Page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true })).ToBeEnabledAsync();
        await first.Page.Locator("#friend-nickname").FillAsync(other.Nickname);
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Ask to be secret friends" }).ClickAsync();
        await Expect(second.Page.Locator(".bell-count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await second.Page.Locator(".bell").ClickAsync();
        await Expect(second.Page.Locator(".notifications")).ToContainTextAsync($"{one.Nickname} 님이 비밀 친구가 되고 싶어 해요.");
        await second.LookAsync("notifications-ko");
        await second.Page.Locator(".notifications a").ClickAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "수락" }).ClickAsync();
        await second.Page.GetByRole(AriaRole.Link, new() { Name = "일기장" }).ClickAsync();
        await Expect(first.Page.Locator(".bell-count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });

        await first.Page.ReloadAsync();
        await first.LookAsync("friends");
        await first.Page.Locator(".friend").GetByRole(AriaRole.Link, new() { Name = "Diary" }).ClickAsync();
        await Expect(second.Page.Locator(".empty")).ToBeVisibleAsync();
        var diary = new Uri(second.Page.Url).AbsolutePath;

        // Each has the diary open in one window, and writes in another.
        await WriteAsync(first, "A day of the first");
        await Expect(second.Page.GetByRole(AriaRole.Link, new() { Name = "A day of the first" })).ToBeVisibleAsync(Patience);
        await first.Page.GotoAsync(diary);
        await Expect(first.Page.Locator(".post")).ToHaveCountAsync(1);
        await WriteAsync(second, "둘째의 하루");
        await Expect(first.Page.GetByRole(AriaRole.Link, new() { Name = "둘째의 하루" })).ToBeVisibleAsync(Patience);
        await Expect(first.Page.Locator("main h1")).ToHaveTextAsync($"Diary with {other.Nickname}");
        await first.LookAsync("shared-diary");
    }

    [BrowserFact]
    public async Task A_like_is_shown_on_another_open_page_without_a_circuit()
    {
        var (author, reader) = (await browser.Application.APerson().SignedInAsync(), await browser.Application.APerson().SignedInAsync());
        var post = await new PostBuilder(browser.Application, author).For(PostVisibility.Public).Tagged("live").WrittenAsync();
        await using var signedIn = await browser.OpenAsync();
        await using var watching = await browser.OpenAsync();
        await signedIn.SignInAsync(reader.Email);
        var listening = watching.Page.WaitForWebSocketAsync();
        await watching.Page.GotoAsync("/feed?tag=live");
        await listening;
        await signedIn.Page.GotoAsync("/feed?tag=live");
        var count = watching.Page.Locator($"[data-likes='{post.Id}']");

        var heart = signedIn.Page.Locator($"button[data-like='{post.Id}']");
        await heart.ClickAsync();
        await Expect(count).ToHaveTextAsync("1");
        await Expect(heart).ToHaveAttributeAsync("aria-pressed", "true");
        await heart.ClickAsync();
        await Expect(count).ToHaveTextAsync("0");

        await signedIn.LookAsync("feed");

        // From the click to the change, by the clocks of the pages, which are one machine's.
        List<double> times = [];
        for (var i = 0; i < 5; i++)
        {
            var before = await count.InnerTextAsync();
            var seen = watching.Page.EvaluateAsync<double>(
                "([post, before]) => new Promise(resolve => { const look = () => document.querySelector(`[data-likes='${post}']`).textContent !== before ? resolve(Date.now()) : requestAnimationFrame(look); look(); })", new[] { $"{post.Id}", before });
            var clicked = await signedIn.Page.EvaluateAsync<double>("post => { const now = Date.now(); document.querySelector(`button[data-like='${post}']`).click(); return now; }", $"{post.Id}");
            times.Add(await seen - clicked);
            await Expect(heart).Not.ToHaveAttributeAsync("aria-busy", "true");
        }

        output.WriteLine($"From the click to the other page: {string.Join(", ", times.Order().Select(time => $"{time:0} ms"))}");
        // The goal is 300 ms on a machine that does nothing else; here it must not be a matter of seconds.
        Assert.InRange(times.Order().ElementAt(times.Count / 2), 0, 3_000);
    }

    private static async Task WriteAsync(Visitor writer, string title)
    {
        await writer.Page.Locator(".page-actions a").ClickAsync();
        await Expect(writer.Page.Locator("#post-title")).ToBeEnabledAsync();
        await writer.Page.Locator("#post-title").FillAsync(title);
        await writer.Page.Locator("#post-text").FillAsync("Words.");
        await writer.Page.Locator("main button[type=submit]").ClickAsync();
        await Expect(writer.Page.Locator("main h1")).ToHaveTextAsync(title);
    }
}

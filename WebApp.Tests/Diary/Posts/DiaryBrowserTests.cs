using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Diary.Posts;

/// <summary>A person who writes a diary, in a real browser, with a painter of random weights.</summary>
[Collection(nameof(WithBrowser))]
public sealed class DiaryBrowserTests(BrowserFixture browser)
{
    private const string Words = "In the morning the sea was blue.\nThen it rained. <b>A lot.</b>";

    private static readonly LocatorAssertionsToHaveCountOptions Patience = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task A_picture_is_painted_used_for_a_post_read_edited_deleted_and_brought_back()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("writer");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Picture diary" }).ClickAsync();
        await Expect(page.Locator(".empty")).ToContainTextAsync("Your diary is still empty");
        await visitor.LookAsync("posts-empty");
        await page.Locator(".page-actions").GetByRole(AriaRole.Link, new() { Name = "Paint a picture" }).ClickAsync();
        await PaintAsync(page, "the red house", "Paint");
        await visitor.LookAsync("posts-painted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Another seed" }).ClickAsync();
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(2, Patience);
        await page.SetViewportSizeAsync(390, 844);
        await visitor.LookAsync("posts-painted-phone");
        await page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth"); // the frame folds first
        await page.SetViewportSizeAsync(1280, 800);

        await page.Locator(".painting").GetByRole(AriaRole.Link, new() { Name = "Use this for a post" }).First.ClickAsync();
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await Expect(page.Locator("img.chosen")).ToHaveAttributeAsync("alt", "the red house");
        Assert.Equal(await page.EvaluateAsync<string>("new Date().toLocaleDateString('sv')"), await page.Locator("[name=day]").InputValueAsync());
        await visitor.LookAsync("posts-write");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#post-title")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#post-title")).ToBeFocusedAsync();
        await visitor.LookAsync("posts-mistake");
        await page.Locator("#post-title").FillAsync("A day at the sea");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Rain" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Calm" }).ClickAsync();

        // Another picture is painted without leaving the form.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add another" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Paint" }).ClickAsync();
        await page.Locator("#quick-prompt").FillAsync("the red house");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Paint", Exact = true }).ClickAsync();
        await Expect(page.Locator("img.chosen")).ToHaveCountAsync(2, Patience);
        await page.Locator("#post-text").FillAsync(Words);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.Locator("main h1")).ToHaveTextAsync("A day at the sea");
        await Expect(page.Locator("article .day")).ToContainTextAsync("Rain");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await visitor.LookAsync("posts-print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Expect(page.Locator("article .written")).ToContainTextAsync("Then it rained. <b>A lot.</b>");
        await visitor.LookAsync("posts-read");

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await Expect(page.Locator("#post-text")).ToHaveValueAsync(Words);
        await page.Locator("#post-title").FillAsync("A day in the rain");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync();
        await Expect(page.Locator("img.chosen")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Choose a picture" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose a picture" }).ClickAsync();
        await visitor.LookAsync("posts-pictures");
        await page.GetByRole(AriaRole.Dialog).Locator(".pictures button").First.ClickAsync();
        await Expect(page.Locator("img.chosen")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("A day in the rain");
        await Expect(page.Locator("article img")).ToBeVisibleAsync();

        await page.GotoAsync("/diary/calendar");
        await Expect(page.Locator(".calendar a")).ToHaveCountAsync(1);
        await visitor.LookAsync("posts-calendar");
        await page.GotoAsync("/diary/book");
        await Expect(page.Locator("article h2")).ToHaveTextAsync("A day in the rain");
        await visitor.LookAsync("posts-book");
        await page.Locator(".page-parents").GetByRole(AriaRole.Link, new() { Name = "Picture diary" }).ClickAsync();
        await Expect(page.Locator(".post")).ToHaveCountAsync(1);
        await visitor.LookAsync("posts-list");
        await page.Locator(".post a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator("article")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await visitor.LookAsync("posts-deleted");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main h1")).ToHaveTextAsync("A day in the rain");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Edit" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Ten_thousand_unsaved_letters_are_asked_about_and_survive_the_page()
    {
        await using var visitor = await browser.OpenAsync("ko", 390, 844, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.RegisterAsync("writer");
        await page.GotoAsync("/diary/write");
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        var (title, text) = ("비 오는 날", string.Concat(Enumerable.Repeat("오늘은 비가 왔다.\n", 1000))[..9_999] + "끝");
        await page.Locator("#post-title").FillAsync(title);
        await page.Locator("#post-text").FillAsync(text);

        await page.Locator(".page-parents a").ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Expect(question).ToContainTextAsync("저장하지 않고 나갈까요?");
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "취소" })).ToBeFocusedAsync();
        await visitor.LookAsync("ko-posts-leave");
        await page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await Expect(page.Locator("#post-title")).ToHaveValueAsync(title);

        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.AcceptAsync();
        };
        await page.ReloadAsync();
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await Expect(page.Locator(".draft[role=status]")).ToContainTextAsync("되살렸어요");
        await Expect(page.Locator("#post-title")).ToHaveValueAsync(title);
        Assert.Equal(text, await page.Locator("#post-text").InputValueAsync());
        await visitor.LookAsync("ko-posts-draft");

        await page.GetByRole(AriaRole.Button, new() { Name = "저장" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync(title);
        await visitor.LookAsync("ko-posts-read");
        await page.GetByRole(AriaRole.Link, new() { Name = "고치기" }).ClickAsync();
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        Assert.Equal(text, await page.Locator("#post-text").InputValueAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "Nothing reaches beyond the phone.");
        await page.GotoAsync("/diary/write");
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await Expect(page.Locator("#post-title")).ToHaveValueAsync("");
        await Expect(page.Locator(".draft")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_draft_is_thrown_away_on_request_and_goes_with_whoever_signs_out()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await visitor.RegisterAsync("writer");
        await page.GotoAsync("/diary/write");
        await Expect(page.Locator("#post-title")).ToBeEnabledAsync();
        await page.Locator("#post-title").FillAsync("A secret");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Throw it away" }).ClickAsync();
        await Expect(page.Locator("#post-title")).ToHaveValueAsync("");
        Assert.Equal(0, await DraftsAsync(page));

        await page.Locator("#post-title").FillAsync("Another secret");
        Assert.Equal(1, await DraftsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First).ToBeVisibleAsync();
        Assert.Equal(0, await DraftsAsync(page));
    }

    private static async Task PaintAsync(IPage page, string sentence, string button)
    {
        await Expect(page.Locator("main button[type=submit]")).ToBeEnabledAsync();
        await page.Locator("#prompt").FillAsync(sentence);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-status=done]")).ToHaveCountAsync(1, Patience);
    }

    private static Task<int> DraftsAsync(IPage page) => page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('iris.private.')).length");
}

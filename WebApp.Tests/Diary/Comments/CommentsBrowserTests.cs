using Iris.Diary.Posts;
using Iris.Tests.Browser;
using Iris.Tests.Diary.Posts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Diary.Comments;

/// <summary>What is said to a post, on pages of different people at the same time; and what becomes of it when it is reported.</summary>
[Collection(nameof(WithBrowser))]
public sealed class CommentsBrowserTests(BrowserFixture browser)
{
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task A_comment_appears_on_open_pages_with_and_without_a_circuit_is_reported_and_hidden()
    {
        var iris = browser.Application;
        var (author, reader, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        var post = await new PostBuilder(iris, author).For(PostVisibility.Public).WrittenAsync();
        await using var authors = await browser.OpenAsync();
        await using var readers = await browser.OpenAsync("ko", 390, 844, ColorScheme.Dark);
        await using var passers = await browser.OpenAsync();
        await using var admins = await browser.OpenAsync();
        await authors.SignInAsync(author.Email);
        await readers.SignInAsync(reader.Email);
        await admins.SignInAsync(admin.Email);
        var listening = passers.Page.WaitForWebSocketAsync();
        await passers.Page.GotoAsync($"/diary/posts/{post.Id}");
        await listening;
        await authors.Page.GotoAsync($"/diary/posts/{post.Id}");
        await Expect(authors.Page.Locator("#comment-text")).ToBeEnabledAsync();
        await readers.Page.GotoAsync($"/diary/posts/{post.Id}");
        await Expect(readers.Page.Locator("#comment-text")).ToBeEnabledAsync();

        await readers.Page.Locator("#comment-text").FillAsync("나도 거기 있었어요.\n<b>정말로</b>");
        await readers.Page.GetByRole(AriaRole.Button, new() { Name = "남기기" }).ClickAsync();
        await Expect(authors.Page.Locator(".comments")).ToContainTextAsync("<b>정말로</b>", Patience);
        await Expect(passers.Page.Locator(".comments")).ToContainTextAsync("<b>정말로</b>", Patience);
        await Expect(authors.Page.Locator(".bell-count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await Expect(readers.Page.Locator("#comment-text")).ToHaveValueAsync("");
        await readers.LookAsync("ko-comments");
        await authors.LookAsync("comments");

        // The author changes their own, deletes it, and takes that back.
        await authors.Page.Locator("#comment-text").FillAsync("So you were.");
        await authors.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        var own = authors.Page.Locator(".comments > li").First;
        await own.Locator("[data-action=edit]").ClickAsync();
        await own.Locator("textarea").First.FillAsync("So you really were.");
        await own.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(readers.Page.Locator(".comments")).ToContainTextAsync("So you really were.", Patience);
        await own.Locator("[data-action=delete]").ClickAsync();
        await Expect(readers.Page.Locator(".comments > li")).ToHaveCountAsync(1);
        await authors.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(readers.Page.Locator(".comments > li")).ToHaveCountAsync(2);

        // It is reported, and hidden by an admin: then it is there for its author alone.
        await authors.Page.Locator(".comments > li").Last.Locator("[data-action=report]").ClickAsync();
        await authors.Page.GetByRole(AriaRole.Dialog).GetByText("Insults or threatens somebody").ClickAsync();
        await authors.LookAsync("report");
        await authors.Page.Locator("[data-action=send]").ClickAsync();
        await Expect(authors.Page.Locator(".notice-bar")).ToContainTextAsync("Somebody will look at it");
        await admins.Page.GotoAsync("/admin/reports");
        var card = admins.Page.Locator("[data-reported]").Filter(new() { HasText = reader.Nickname });
        await Expect(card).ToContainTextAsync("Insults or threatens somebody");
        await admins.LookAsync("reports");
        await card.Locator("[data-action=hide]").ClickAsync();
        await Expect(authors.Page.Locator(".comments > li")).ToHaveCountAsync(1);
        await Expect(readers.Page.Locator(".comments")).ToContainTextAsync("숨겨짐", Patience);
        await readers.Page.Locator(".bell").ClickAsync();
        await Expect(readers.Page.Locator(".notifications")).ToContainTextAsync("내가 쓴 댓글이 운영 규칙에 맞지 않아 숨겨졌어요.");
    }
}

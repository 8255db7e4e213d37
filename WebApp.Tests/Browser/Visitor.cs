using Microsoft.Playwright;

namespace Iris.Tests.Browser;

/// <summary>Somebody at a browser. Whatever goes wrong on a page without being seen (script errors, requests that leave the site) fails the test at the end.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    internal Visitor(IBrowserContext context, IPage page, Uri site)
    {
        (this.context, Page) = (context, page);
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            // A refused request is an answer that the page shows; the browser logs it all the same. And a circuit that was resumed begins MudBlazor's popovers anew,
            // which is right, and which its script calls an error.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && !message.Text.StartsWith("Popover Service already initialized", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is "http" or "https" && target.Authority != site.Authority)
            {
                faults.Add($"A request left the site: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Registers a new person through the form; ends on the page where the site leads.</summary>
    public async Task<string> RegisterAsync(string nickname)
    {
        await Page.GotoAsync("/account/register");
        var email = $"{nickname}-{Guid.NewGuid():N}@iris.example";
        await Page.Locator("[name='Input.Email']").FillAsync(email);
        await Page.Locator("[name='Input.Password']").FillAsync(IrisApplication.Password);
        await Page.Locator("[name='Input.Nickname']").FillAsync($"{nickname}{Random.Shared.Next(1_000_000)}");
        await Page.Locator("[name='Input.BirthDate']").FillAsync("1990-05-17");
        await Page.Locator("[name='Input.Gender']").SelectOptionAsync("Other");
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.LeaveAsync("/account/register");
        return email;
    }

    /// <summary>Signs in through the form; ends on the start page.</summary>
    public async Task SignInAsync(string email)
    {
        await Page.GotoAsync("/account/login");
        await Page.Locator("[name='Input.Email']").FillAsync(email);
        await Page.Locator("[name='Input.Password']").FillAsync(IrisApplication.Password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Page.LeaveAsync("/account/login");
    }

    /// <summary>Keeps a picture of the page under the folder that IRIS_SCREENSHOTS names, for people to look at.</summary>
    public async Task LookAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("IRIS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.EvaluateAsync("scrollTo(0, 0)");
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}

internal static class Arrivals
{
    /// <summary>
    /// Waits until the browser is on another page than this, and that one is loaded. The browser is asked itself: Playwright's own waiting for the event of a page
    /// that follows a form's redirect now and then misses it.
    /// </summary>
    public static async Task LeaveAsync(this IPage page, string path)
    {
        await page.WaitForURLAsync(url => !url.Contains(path, StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
    }
}

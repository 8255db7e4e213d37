using System.Text.RegularExpressions;
using Iris.Tests.Browser;
using Iris.Tests.Platform.Imaging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Instruments.Gender;

/// <summary>What a person does with a portrait, from registration to sign-out.</summary>
[Collection(nameof(WithBrowser))]
public sealed partial class GenderBrowserTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task A_portrait_goes_from_upload_to_gallery_and_back_from_deletion()
    {
        await using var visitor = await browser.OpenAsync("en");
        await WalkAsync(visitor, new("I agree", "Open in the gallery", "Delete", "Undo", "Sign out"));
    }

    [BrowserFact]
    public async Task The_same_way_in_korean_on_a_phone_in_the_dark()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 360, height: 740, ColorScheme.Dark);
        await WalkAsync(visitor, new("동의해요", "갤러리에서 보기", "삭제", "되돌리기", "로그아웃"));
    }

    [BrowserFact]
    public async Task A_picture_without_a_face_is_refused_kindly_and_nothing_is_kept()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.RegisterAsync("cat");
        await OpenInstrumentAsync(visitor, "I agree");

        using var sky = Samples.Gradient(640, 480);
        await page.Locator("[data-input=file]").SetInputFilesAsync(new FilePayload { Name = "sky.png", MimeType = "image/png", Buffer = sky.Encode(Iris.Platform.Imaging.PictureFormat.Png) });

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no face");
        await visitor.LookAsync("gender-refused");
        await page.GotoAsync("/gallery");
        await Expect(page.GetByText("Analyse or paint a picture")).ToBeVisibleAsync();
        await visitor.LookAsync("gallery-empty");
    }

    private static async Task WalkAsync(Visitor visitor, Words words)
    {
        var page = visitor.Page;
        var language = words.Agree == "I agree" ? "en" : "ko";
        await page.GotoAsync("/");
        await visitor.LookAsync($"{language}-landing");
        await visitor.RegisterAsync("walker");
        await visitor.LookAsync($"{language}-home");
        await OpenInstrumentAsync(visitor, words.Agree);
        await visitor.LookAsync($"{language}-gender");

        await page.Locator("[data-input=file]").SetInputFilesAsync(new FilePayload { Name = "people.jpg", MimeType = "image/jpeg", Buffer = Samples.Photograph(5) });
        await Expect(page.Locator("[role=region] strong")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator(".reading-canvas svg rect").First).ToBeVisibleAsync();
        Assert.Matches(Percentage(), await page.Locator("[role=region] strong").TextContentAsync() ?? "");
        await visitor.LookAsync($"{language}-gender-result");

        await page.GetByText(words.OpenInGallery).ClickAsync();
        await page.WaitForURLAsync(Reading());
        var reading = page.Url;
        await Expect(page.Locator(".reading-canvas img")).ToBeVisibleAsync();
        await visitor.LookAsync($"{language}-reading");

        await page.GetByRole(AriaRole.Button, new() { Name = words.Delete }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = words.Undo }).ClickAsync();
        await Expect(page.Locator(".reading-canvas img")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = words.Undo })).ToHaveCountAsync(0);
        await page.GotoAsync("/gallery");
        await Expect(page.Locator($"a[href*='{new Uri(reading).Segments[^1]}']").First).ToBeVisibleAsync();
        await Expect(page.Locator("main li a[href^='/gallery/'], main article a[href^='/gallery/']")).ToHaveCountAsync(1);
        await visitor.LookAsync($"{language}-gallery");

        var signOut = page.GetByRole(AriaRole.Button, new() { Name = words.SignOut });
        if (!await signOut.First.IsVisibleAsync())
        {
            await page.Locator("[popovertarget]").Last.ClickAsync();
        }

        await signOut.First.ClickAsync();
        await page.GotoAsync("/gallery");
        await page.WaitForURLAsync(SignIn());
        await visitor.LookAsync($"{language}-login");
    }

    private static async Task OpenInstrumentAsync(Visitor visitor, string agree)
    {
        await visitor.Page.GotoAsync("/gender");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = agree }).ClickAsync();
        await Expect(visitor.Page.Locator("[data-pick=file]")).ToBeEnabledAsync();
    }

    [GeneratedRegex(@"^\d{2,3}(\.\d)?%$")]
    private static partial Regex Percentage();

    [GeneratedRegex("/gallery/[0-9a-f-]{36}$")]
    private static partial Regex Reading();

    [GeneratedRegex("/account/login")]
    private static partial Regex SignIn();

    private sealed record Words(string Agree, string OpenInGallery, string Delete, string Undo, string SignOut);
}

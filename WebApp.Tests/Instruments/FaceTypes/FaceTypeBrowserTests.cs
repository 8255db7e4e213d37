using System.Text.RegularExpressions;
using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>What a person does with a portrait, from the form to the gallery.</summary>
[Collection(nameof(WithBrowser))]
public sealed partial class FaceTypeBrowserTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task A_portrait_becomes_a_type_and_what_was_filled_in_stays()
    {
        await using var visitor = await browser.OpenAsync("en");
        await WalkAsync(visitor, "en", new("I agree", "Analyse", "birth date and MBTI", "Choose a picture", "Another picture", "There is no face"));
    }

    [BrowserFact]
    public async Task The_same_way_in_korean_on_a_phone_in_the_dark()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 390, height: 844, ColorScheme.Dark);
        await WalkAsync(visitor, "ko", new("동의해요", "분석하기", "생년월일과 MBTI", "사진을 고르거나", "다른 사진", "얼굴을 찾지 못했어요"));
    }

    private async Task WalkAsync(Visitor visitor, string language, Words words)
    {
        var page = visitor.Page;
        await visitor.RegisterAsync("typed");
        await page.GotoAsync("/face-type");
        await page.GetByRole(AriaRole.Button, new() { Name = words.Agree }).ClickAsync();
        var analyse = page.GetByRole(AriaRole.Button, new() { Name = words.Analyse, Exact = true });
        var lacking = page.Locator("#upload-lacking");
        await Expect(analyse).ToBeDisabledAsync();
        await Expect(lacking).ToContainTextAsync(words.Both);
        await visitor.LookAsync($"{language}-face-type");

        await page.Locator("#face-type-birth").FillAsync("1995-05-17");
        await page.Locator("#face-type-birth").PressAsync("Tab");
        await page.Locator("#face-type-mbti").ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "INFP" }).ClickAsync();
        await Expect(lacking).ToContainTextAsync(words.Picture);
        await Expect(analyse).ToBeDisabledAsync();

        // Nobody is lost: away, and back again.
        await page.GotoAsync("/gallery");
        await page.GoBackAsync();
        await Expect(page.Locator("#face-type-birth")).ToHaveValueAsync("1995-05-17");
        await Expect(lacking).ToContainTextAsync(words.Picture);

        using var sky = Platform.Imaging.Samples.Gradient(640, 480);
        await ChooseAsync(page, sky.Encode(Iris.Platform.Imaging.PictureFormat.Jpeg));
        await Expect(page.Locator("[data-held]")).ToBeVisibleAsync();
        await analyse.ClickAsync();
        await Expect(page.Locator(".upload-outcome[role=alert]")).ToContainTextAsync(words.NoFace, new() { Timeout = 90_000 });
        await Expect(page.Locator(".good-portrait svg")).ToBeVisibleAsync();
        await visitor.LookAsync($"{language}-face-type-refused");

        await ChooseAsync(page, Portraits.WomanJpeg());
        await analyse.ClickAsync();
        await Expect(page.Locator("[data-type]")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(page.Locator(".reading-canvas svg rect").First).ToBeVisibleAsync();
        await Expect(page.Locator(".pictures img")).ToHaveCountAsync(4);
        Assert.Matches(Percentage(), await page.Locator("main strong").First.TextContentAsync() ?? "");
        await visitor.LookAsync($"{language}-face-type-result");

        await page.Locator("[data-action=link]").ClickAsync();
        await Expect(page.Locator("[data-action=revoke]")).ToBeVisibleAsync();
        await Expect(page.Locator("a[href*='facebook.com/sharer']")).ToHaveAttributeAsync("rel", "noopener noreferrer");
        var address = await page.Locator(".sharing input[readonly]").InputValueAsync();
        await visitor.LookAsync($"{language}-face-type-shared");
        await using (var guest = await browser.OpenAsync(language))
        {
            await guest.Page.GotoAsync(address);
            await Expect(guest.Page.Locator("main img")).ToHaveJSPropertyAsync("naturalWidth", 1080);
            await guest.LookAsync($"{language}-card");
            await page.Locator("[data-action=revoke]").ClickAsync();
            await Expect(page.Locator("[data-action=revoke]")).ToHaveCountAsync(0);
            Assert.Equal(404, (await guest.Page.GotoAsync(address))!.Status);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = words.Another }).ClickAsync();
        await Expect(page.Locator("#face-type-birth")).ToHaveValueAsync("1995-05-17");
        await page.GotoAsync("/gallery");
        await Expect(page.Locator("main li a[href^='/gallery/'], main article a[href^='/gallery/']")).ToHaveCountAsync(1);
    }

    private static Task ChooseAsync(IPage page, byte[] file) =>
        page.Locator("[data-input=file]").SetInputFilesAsync(new FilePayload { Name = "portrait.jpg", MimeType = "image/jpeg", Buffer = file });

    [GeneratedRegex(@"^\d{1,3}(\.\d)?%$")]
    private static partial Regex Percentage();

    private sealed record Words(string Agree, string Analyse, string Both, string Picture, string Another, string NoFace);
}

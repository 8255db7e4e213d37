using Iris.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Accounts;

/// <summary>What a person does with an account, as seen in Chromium.</summary>
[Collection(nameof(WithBrowser))]
public sealed class AccountBrowserTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Mistakes_in_the_registration_stand_beside_their_fields()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.GotoAsync("/account/register");
        await page.Locator("[name='Input.Email']").FillAsync("somebody@iris.example");
        await page.Locator("[name='Input.Password']").FillAsync("password12");
        await page.Locator("[name='Input.Nickname']").FillAsync("somebody");
        await page.Locator("[name='Input.Gender']").SelectOptionAsync("Female");
        await page.Locator("[name='Input.BirthDate']").EvaluateAsync("field => { field.removeAttribute('max'); field.value = '2020-01-01'; }");
        await page.Locator("main form button[type=submit]").ClickAsync();

        await Expect(page.Locator("[name='Input.BirthDate']")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("[name='Input.Email']")).ToHaveValueAsync("somebody@iris.example");
        await visitor.LookAsync("register-mistakes");
    }

    [BrowserFact]
    public async Task A_profile_is_changed_and_the_account_erased()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 360, height: 740, ColorScheme.Light);
        var page = visitor.Page;
        var email = await visitor.RegisterAsync("gone");
        await page.GotoAsync("/account/profile");
        await visitor.LookAsync("profile");
        var profile = page.Locator("section[aria-labelledby=profile]");
        await profile.Locator("[name='Input.Nickname']").FillAsync($"changed{Random.Shared.Next(1_000_000)}");
        await profile.Locator("button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        await page.Locator(".page-tabs").GetByRole(AriaRole.Link, new() { Name = "로그인" }).ClickAsync();
        var twoStep = page.Locator("section[aria-labelledby=two-step]");
        await twoStep.GetByRole(AriaRole.Button, new() { Name = "설정하기" }).ClickAsync();
        await Expect(twoStep.Locator(".qr-code svg")).ToBeVisibleAsync();
        await visitor.LookAsync("profile-two-step");
        await page.Locator(".page-tabs").GetByRole(AriaRole.Link, new() { Name = "개인정보" }).ClickAsync();

        var erase = page.Locator("section[aria-labelledby=erase]");
        await erase.Locator("input[type=password]").FillAsync("not my password");
        await erase.Locator("button[type=submit]").ClickAsync();
        await Expect(erase.Locator("[aria-invalid=true]")).ToBeVisibleAsync();
        await erase.Locator("input[type=password]").FillAsync(IrisApplication.Password);
        await erase.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/");

        await page.GotoAsync("/account/login");
        await page.Locator("[name='Input.Email']").FillAsync(email);
        await page.Locator("[name='Input.Password']").FillAsync(IrisApplication.Password);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_api_can_be_browsed()
    {
        await using var visitor = await browser.OpenAsync();
        await visitor.Page.GotoAsync("/api");

        await Expect(visitor.Page.GetByText("/api/v1/gender").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await visitor.LookAsync("api");
    }
}

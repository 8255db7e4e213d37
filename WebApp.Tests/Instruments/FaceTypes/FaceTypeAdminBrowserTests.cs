using Iris.Instruments.FaceTypes;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;
using Iris.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>What an admin does with reference pictures, and what people see of them. Each test leaves the types of the survey to the next.</summary>
[Collection(nameof(WithBrowser))]
public sealed class FaceTypeAdminBrowserTests(BrowserFixture browser) : IAsyncLifetime
{
    public Task InitializeAsync() => FaceTypeStage.ClearAsync(browser.Application);

    public async Task DisposeAsync()
    {
        await browser.Application.Services.GetRequiredService<TrainingRunner>().Ended;
        await FaceTypeStage.ClearAsync(browser.Application);
    }

    [BrowserFact]
    public async Task Pictures_are_added_types_are_trained_and_geometry_is_taken_back()
    {
        var admin = await browser.Application.APerson().AsAdmin().SignedInAsync();
        await TwoTypesAsync();
        await using var visitor = await browser.OpenAsync("en", width: 1440, height: 900);
        await visitor.SignInAsync(admin.Email);
        var page = visitor.Page;
        await page.GotoAsync(FaceTypeModule.AdminPage);

        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add pictures" });
        await Expect(page.Locator(".references")).ToContainTextAsync("Confirm the right first");
        await Expect(add).ToBeDisabledAsync();
        await page.GetByLabel("I have the right").CheckAsync();
        await page.GetByLabel("They may be shown").CheckAsync();
        await Expect(add).ToBeEnabledAsync();
        using var sky = Platform.Imaging.Samples.Gradient(320, 240);
        await AddAsync([.. Portraits.Series(Portraits.Woman()), sky.Encode(Iris.Platform.Imaging.PictureFormat.Jpeg)]);
        await Expect(page.Locator(".faces li")).ToHaveCountAsync(6, new() { Timeout = 60_000 });
        await Expect(page.Locator(".references [role=alert]")).ToContainTextAsync("There is no face");

        await page.Locator("#reference-type").ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "Beta" }).ClickAsync();
        await Expect(page.Locator(".faces li")).ToHaveCountAsync(0);
        await AddAsync(Portraits.Series(Portraits.OtherWoman()));
        await Expect(page.Locator(".faces li")).ToHaveCountAsync(6, new() { Timeout = 60_000 });

        await page.Locator("[data-action=train]").ClickAsync();
        await Expect(page.Locator("[data-version='2'][data-active]")).ToContainTextAsync("100%", new() { Timeout = 60_000 });
        await Expect(page.Locator("table.heat td")).ToHaveTextAsync(["6", "0", "0", "6"]);
        await visitor.LookAsync("en-face-types-trained");

        await page.Locator("[data-version='1'] [data-action=use]").ClickAsync();
        await Expect(page.Locator("[data-version='1'][data-active]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-version='2'] [data-action=use]")).ToBeVisibleAsync();

        await page.Locator(".faces li").First.GetByRole(AriaRole.Button, new() { Name = "Remove picture 1" }).ClickAsync();
        await page.Locator(".mud-dialog button", new() { HasText = "Remove" }).ClickAsync();
        await Expect(page.Locator(".faces li")).ToHaveCountAsync(5);

        Task AddAsync(IEnumerable<byte[]> files) => page.Locator(".references input[type=file]").SetInputFilesAsync(
            files.Select((file, index) => new FilePayload { Name = $"portrait {index}.jpg", MimeType = "image/jpeg", Buffer = file }));
    }

    [BrowserFact]
    public async Task Somebody_votes_in_korean_on_a_phone_in_the_dark_and_the_admin_sees_the_counts()
    {
        var admin = await browser.Application.APerson().AsAdmin().SignedInAsync();
        for (var index = 0; index < 3; index++) await FaceTypeStage.ReferenceAsync(browser.Application, admin, FaceTypeStage.First);
        await using var visitor = await browser.OpenAsync("ko", width: 390, height: 844, ColorScheme.Dark);
        await visitor.SignInAsync(admin.Email);
        var page = visitor.Page;

        await page.GotoAsync(FaceTypeModule.SurveyPage);
        await page.Locator("[data-vote=Gamma]").ClickAsync();
        await Expect(page.Locator("[data-value=voted]")).ToContainTextAsync("1장에 투표했어요");
        await visitor.LookAsync("ko-face-type-survey");

        await page.GotoAsync(FaceTypeModule.AdminPage);
        await Expect(page.Locator("[data-value=votes]")).ToContainTextAsync("투표 1개");
        await Expect(page.Locator(".faces li", new() { HasText = "감마 1" })).ToBeVisibleAsync();
        await visitor.LookAsync("ko-face-types-admin");
        Assert.Equal(1, await browser.Application.QueryAsync(database => database.Set<TypeVote>().CountAsync(vote => vote.OwnerId == admin.Id)));
    }

    private async Task TwoTypesAsync()
    {
        await browser.Application.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default);
        await browser.Application.QueryAsync(database => database.Set<FaceType>().Where(type => type.Position > 2).ExecuteDeleteAsync());
    }
}

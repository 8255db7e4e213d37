using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Live.Frames;

/// <summary>Keeping frames, as a person sees it.</summary>
[Collection(nameof(WithCamera))]
public sealed class FramePagesTests(CameraFixture browser)
{
    /// <summary>Whether a frame is kept within half a minute: that happens beside the session, after its first whole frame.</summary>
    private const string UntilKept =
        """
        async () => {
            for (let look = 0; look < 150; look++) {
                if ((await (await fetch('/api/v1/live/frames')).json()).frames > 0) return true;
                await new Promise(resolve => setTimeout(resolve, 200));
            }
            return false;
        }
        """;

    [CameraFact]
    public async Task Who_agrees_sees_pictures_in_the_report_deletes_one_and_brings_it_back()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.OpenCoachAsync();
        await page.GetByText("Keep some pictures").ClickAsync();
        var keep = page.GetByRole(AriaRole.Button, new() { Name = "Keep pictures" });
        await Expect(page.GetByText("Off: no picture is kept.")).ToBeVisibleAsync();
        await Expect(keep).ToBeDisabledAsync();
        await page.GetByLabel("keeps a small picture of me").CheckAsync();
        await page.GetByLabel("Days until a picture is deleted").FillAsync("3");
        await visitor.LookAsync("frames-card-off");
        await keep.ClickAsync();
        await Expect(page.GetByText("On: a picture is kept")).ToBeVisibleAsync();
        await visitor.LookAsync("frames-card-on");

        await page.StartAndSitWellAsync();
        await page.ExpectStateAsync("Head forward");
        await Expect(page.Locator(".announcements")).ToContainTextAsync("Sit back", new() { Timeout = CoachPageSteps.OneClip });
        await page.ExpectStateAsync("Good posture");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();

        var pictures = page.Locator("[data-kept] img");
        await Expect(page.Locator("[data-kept]").GetByText("alert", new() { Exact = true })).ToHaveCountAsync(1);
        var count = await pictures.CountAsync();
        Assert.InRange(count, 2, 4);
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-kept] img')].every(image => image.complete && image.naturalWidth === 240)");
        await Expect(page.GetByText("They are deleted after 3 days.")).ToBeVisibleAsync();
        await visitor.LookAsync("frames-report");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the picture of" }).First.ClickAsync();
        await Expect(pictures).ToHaveCountAsync(count - 1);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kept pictures" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(pictures).ToHaveCountAsync(count);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all of this session" }).ClickAsync();
        await Expect(pictures).ToHaveCountAsync(0);
        await visitor.LookAsync("frames-deleted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(pictures).ToHaveCountAsync(count);

        await page.GotoAsync("/posture");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true })).ToBeEnabledAsync();
        await page.GetByText("Keep some pictures").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all pictures" }).ClickAsync();
        await visitor.LookAsync("frames-sure");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all", Exact = true }).ClickAsync();
        await Expect(page.GetByText("All pictures are deleted.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop keeping" }).ClickAsync();
        await Expect(page.GetByText("Off: no picture is kept.")).ToBeVisibleAsync();
    }

    [CameraFact]
    public async Task In_Korean_on_a_phone_in_the_dark()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 360, height: 740, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenCoachAsync("동의해요");
        await page.GetByText("사진 남겨 두기").ClickAsync();
        await page.GetByLabel("이 서버에 저장하는 데 동의해요").CheckAsync();
        await visitor.LookAsync("ko-frames-card-off");
        await page.GetByRole(AriaRole.Button, new() { Name = "사진 남기기" }).ClickAsync();
        await Expect(page.GetByText("켜져 있어요.")).ToBeVisibleAsync();
        await visitor.LookAsync("ko-frames-card-on");
        await page.StartAndSitWellAsync("시작하기", "바른 자세");
        Assert.True(await page.EvaluateAsync<bool>(UntilKept));
        await visitor.LookAsync("ko-frames-session");
        await page.GetByRole(AriaRole.Button, new() { Name = "끝내기" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "리포트 보기" }).ClickAsync();
        await Expect(page.Locator("[data-kept] img").First).ToBeVisibleAsync();
        await visitor.LookAsync("ko-frames-report");
    }
}

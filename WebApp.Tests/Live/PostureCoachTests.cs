using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Live;

/// <summary>What a person in front of the camera sees of the coach.</summary>
[Collection(nameof(WithCamera))]
public sealed partial class PostureCoachTests(CameraFixture browser)
{
    private const int OneClip = CoachPageSteps.OneClip;

    [CameraFact]
    public async Task A_session_is_calibrated_warns_of_bad_posture_and_ends_in_a_report()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.OpenCoachAsync("I agree");
        await visitor.LookAsync("posture-ready");
        await page.GetByText("Goals and alerts").ClickAsync();
        await page.GetByLabel("Alert after (seconds)").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.ExpectStateAsync("Good posture");
        await Expect(page.Locator(".watching [data-when=on]")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => { const c = document.querySelector('.preview canvas'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0); }"));
        await visitor.LookAsync("posture-good");
        await page.HoldTrackAsync();

        await page.ExpectStateAsync("Head forward");
        await Expect(page.Locator(".gauge[data-good=false]").GetByText("closer")).ToBeVisibleAsync();
        await Expect(page.Locator(".announcements")).ToContainTextAsync("Sit back", new() { Timeout = OneClip });
        await visitor.LookAsync("posture-closer");
        await page.ExpectStateAsync("Good posture");
        await Expect(page.Locator(".announcements")).Not.ToContainTextAsync("Sit back", new() { Timeout = OneClip });
        await page.ExpectStateAsync("Head forward");
        await Expect(page.Locator(".gauge[data-good=false]").GetByText("lower")).ToBeVisibleAsync(new() { Timeout = OneClip });
        await visitor.LookAsync("posture-lower");
        await page.ExpectStateAsync("Head tilted");
        await visitor.LookAsync("posture-tilted");
        await page.ExpectStateAsync("No face in sight");
        await visitor.LookAsync("posture-nobody");
        await WriteRateAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.Locator(".watching [data-when=off]")).ToBeVisibleAsync();
        Assert.Equal("ended", await page.TrackStateAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the report" }).ClickAsync();
        await page.WaitForURLAsync(Report());
        await Expect(page.GetByRole(AriaRole.Definition).First).ToBeVisibleAsync();
        Assert.Matches(Percent(), await page.Locator("dl").TextContentAsync() ?? "");
        await visitor.LookAsync("posture-report");
        await page.GotoAsync("/posture/reports?period=week");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Good posture by hour and day" }).GetByRole(AriaRole.Cell).Filter(new() { HasTextRegex = Percent() })).Not.ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Sessions" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await visitor.LookAsync("posture-reports-week");
        await page.GotoAsync("/posture/reports?period=day");
        await visitor.LookAsync("posture-reports-day");
    }

    [CameraFact]
    public async Task Leaving_the_page_by_a_link_switches_the_camera_off()
    {
        await using var visitor = await browser.OpenAsync("ko", width: 360, height: 740, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenCoachAsync("동의해요");
        await page.GetByRole(AriaRole.Button, new() { Name = "시작하기" }).ClickAsync();
        await page.ExpectStateAsync("바른 자세");
        await visitor.LookAsync("ko-posture-phone");
        await page.HoldTrackAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "자세 리포트" }).ClickAsync();

        await page.WaitForURLAsync(Reports());
        await page.WaitForFunctionAsync("() => window.heldTrack.readyState === 'ended'");
        await visitor.LookAsync("ko-reports-phone");
    }

    [CameraFact]
    public async Task Losing_the_connection_switches_the_camera_off_and_its_return_goes_on_with_the_session()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.ListenToHubAsync();
        await visitor.OpenCoachAsync("I agree");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.ExpectStateAsync("Good posture");
        await page.HoldTrackAsync();

        // What Blazor's script does when the circuit is away, and when it is back.
        await page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').classList.add('components-reconnect-show')");
        await Expect(page.Locator(".watching [data-when=paused]")).ToBeVisibleAsync();
        Assert.Equal("ended", await page.TrackStateAsync());
        await page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').classList.remove('components-reconnect-show')");

        await Expect(page.Locator(".watching [data-when=on]")).ToBeVisibleAsync();
        await page.MoreAnswersAsync(2);
        Assert.Single((await page.EvaluateAsync<string[]>("() => hub.sessions")).Distinct());
    }

    [CameraFact]
    public async Task Frames_go_through_the_hub_and_survive_a_connection_that_breaks()
    {
        await using var cable = new HubCable(browser.Address);
        await using var visitor = await browser.OpenAsync(way: cable.Address);
        var page = visitor.Page;
        var posted = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.Contains("/api/", StringComparison.Ordinal)) posted.Add(request.Url);
        };
        await page.ListenToHubAsync();
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();
        Assert.Equal(1, cable.Open);

        for (var breaks = 0; breaks < 3; breaks++)
        {
            Assert.Equal(1, cable.Cut());
            await page.MoreAnswersAsync(5);
        }

        Assert.Equal("live", await page.TrackStateAsync());
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Single((await page.EvaluateAsync<string[]>("() => hub.sessions")).Distinct());
        Assert.Empty(posted);
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the report" })).ToBeVisibleAsync();
    }

    [CameraFact]
    public async Task While_nothing_answers_the_page_says_so_and_goes_on_trying()
    {
        await using var cable = new HubCable(browser.Address);
        await using var visitor = await browser.OpenAsync(way: cable.Address);
        var page = visitor.Page;
        await page.ListenToHubAsync();
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();

        await page.RouteAsync("**/hubs/live/negotiate**", route => route.AbortAsync());
        cable.Cut();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Iris does not answer");
        Assert.Equal("live", await page.TrackStateAsync());
        await page.UnrouteAsync("**/hubs/live/negotiate**");

        await page.MoreAnswersAsync(2);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Single((await page.EvaluateAsync<string[]>("() => hub.sessions")).Distinct());
    }

    [CameraFact]
    public async Task Signing_out_elsewhere_in_the_browser_switches_the_camera_off()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();

        await page.EvaluateAsync("async () => { const menu = document.querySelector('form[action=\"/account/logout\"]'); await fetch(menu.action, { method: 'POST', body: new URLSearchParams(new FormData(menu)) }); }");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You are signed out");
        Assert.Equal("ended", await page.TrackStateAsync());
    }

    [CameraFact]
    public Task A_camera_that_is_denied_is_explained() => FailAsync("NotAllowedError", "may not use the camera");

    [CameraFact]
    public Task A_camera_that_is_missing_is_explained() => FailAsync("NotFoundError", "There is no camera");

    [CameraFact]
    public Task A_camera_that_is_busy_is_explained() => FailAsync("NotReadableError", "Another program is using the camera");

    private async Task FailAsync(string failure, string explanation)
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.AddInitScriptAsync($"navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{failure}'));");
        await visitor.OpenCoachAsync("I agree");

        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(explanation);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start" })).ToBeEnabledAsync();
        await visitor.LookAsync($"posture-{failure}");
    }

    /// <summary>Keeps the figures of the transport beside the screenshots.</summary>
    private static async Task WriteRateAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("IRIS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "rate.txt"), await page.Locator(".rate").TextContentAsync());
        }
    }

    [GeneratedRegex("/posture/reports/[0-9a-f-]{36}$")]
    private static partial Regex Report();

    [GeneratedRegex("/posture/reports$")]
    private static partial Regex Reports();

    [GeneratedRegex(@"\d+%")]
    private static partial Regex Percent();
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iris.Tests.Live;

/// <summary>What a person does with the coach while it watches.</summary>
[Collection(nameof(WithCamera))]
public sealed class CoachControlsTests(CameraFixture browser)
{
    [CameraFact]
    public async Task A_tab_that_is_hidden_for_half_an_hour_releases_the_camera_and_goes_on_when_it_is_seen_again()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        // Half an hour passes in a moment.
        await page.AddInitScriptAsync("const wait = window.setTimeout; window.setTimeout = (action, time, ...rest) => wait(action, time === 1_800_000 ? 500 : time, ...rest);");
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();

        await page.HideAsync(true);
        await page.ExpectWatchingAsync("paused");
        Assert.Equal("ended", await page.TrackStateAsync());
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("in the background for half an hour");

        await page.HideAsync(false);
        await page.ExpectWatchingAsync("on");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("() => document.querySelector('.coach').dataset.state");
    }

    [CameraFact]
    public async Task A_tab_that_is_hidden_for_a_moment_goes_on()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.ListenToHubAsync();
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();

        await page.HideAsync(true);
        await page.MoreAnswersAsync(2);
        await page.HideAsync(false);

        Assert.Equal("live", await page.TrackStateAsync());
        await page.ExpectWatchingAsync("on");
    }

    [CameraFact]
    public async Task Another_camera_ends_the_session_and_begins_one_of_its_own()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        // Chromium plays a clip as one camera only, so the second is the first by another name.
        await page.AddInitScriptAsync(
            """
            const media = navigator.mediaDevices, [list, open] = [media.enumerateDevices.bind(media), media.getUserMedia.bind(media)];
            media.enumerateDevices = async () => [...await list(), { kind: 'videoinput', deviceId: 'second', label: 'A second camera' }];
            media.getUserMedia = async wanted => {
                const stream = await open({ ...wanted, video: true });
                if (wanted.video.deviceId?.ideal === 'second') stream.getVideoTracks()[0].getSettings = () => ({ deviceId: 'second' });
                return stream;
            };
            """);
        await page.ListenToHubAsync();
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();
        await page.HoldTrackAsync();
        await page.GetByLabel("Camera", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Option, new() { Name = "A second camera" }).ClickAsync();

        const string Wanted = "second";
        await page.WaitForFunctionAsync("wanted => hub.calls.some(call => call.method === 'Start' && call.argument.camera === wanted)", Wanted);
        await page.ExpectWatchingAsync("on");
        Assert.Equal(["Start", "End", "Start"], await page.EvaluateAsync<string[]>("() => hub.calls.map(call => call.method)"));
        Assert.Equal("ended", await page.TrackStateAsync());
        Assert.Equal(Wanted, await page.EvaluateAsync<string>("() => document.querySelector('video').srcObject.getVideoTracks()[0].getSettings().deviceId"));
    }

    [CameraFact]
    public async Task The_calibration_is_done_again_when_asked_for()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.OpenCoachAsync();
        await page.StartAndSitWellAsync();

        // The state is written at every answer; that of the few frames of a calibration may be gone before anybody looks.
        await page.EvaluateAsync(
            """
            () => {
                const coach = document.querySelector('.coach');
                new MutationObserver(() => { if (coach.dataset.state === 'calibrating') window.sawCalibrating = true; }).observe(coach, { attributeFilter: ['data-state'] });
            }
            """);

        await page.GetByRole(AriaRole.Button, new() { Name = "Calibrate again" }).ClickAsync();

        await page.WaitForFunctionAsync("() => window.sawCalibrating");
        await Expect(page.GetByText("Calibrated. The coach is watching.")).ToBeAttachedAsync(new() { Timeout = CoachPageSteps.OneClip });
    }

    [CameraFact]
    public async Task A_break_that_is_due_is_offered_and_taken()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.ListenToHubAsync();
        // The shortest break comes after five minutes; the answers say that they are over until the break is taken.
        await page.AddInitScriptAsync("hub.change = answer => { if (!hub.calls.some(call => call.method === 'TakeBreak')) answer.breakDue = true; };");
        await visitor.OpenCoachAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Time for a break")).ToBeVisibleAsync(new() { Timeout = CoachPageSteps.OneClip });

        await page.GetByRole(AriaRole.Button, new() { Name = "I take it now" }).ClickAsync();

        await Expect(page.GetByText("Time for a break")).ToHaveCountAsync(0);
    }

    [CameraFact]
    public async Task A_face_is_learnt_from_the_page_with_a_consent_of_its_own_and_deleted()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await visitor.OpenCoachAsync();
        await page.GetByText("Only my face").ClickAsync();
        var learn = page.GetByRole(AriaRole.Button, new() { Name = "Learn my face" });
        await Expect(learn).ToBeDisabledAsync();
        await page.StartAndSitWellAsync();
        await Expect(learn).ToBeDisabledAsync();
        await page.GetByLabel("keeps a description of my face").CheckAsync();

        await learn.ClickAsync();

        await Expect(page.GetByText("Your face is known now.")).ToBeVisibleAsync();
        await Expect(page.GetByText("It is you")).ToBeVisibleAsync(new() { Timeout = CoachPageSteps.OneClip });
        await visitor.LookAsync("posture-face-known");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete my face" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByText("On: only your own time counts.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete my face" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete my face" }).ClickAsync();
        await Expect(learn).ToBeVisibleAsync();
        await Expect(page.GetByText("It is you")).ToHaveCountAsync(0, new() { Timeout = CoachPageSteps.OneClip });
    }

    [CameraFact]
    public async Task An_alert_in_the_background_is_a_notification_where_the_person_wants_it()
    {
        await using var visitor = await browser.OpenAsync();
        var page = visitor.Page;
        await page.AddInitScriptAsync(
            """
            window.notified = [];
            window.Notification = class { static permission = 'granted'; static requestPermission() { return Promise.resolve('granted'); } constructor(title, { body }) { window.notified.push(body); } };
            """);
        await visitor.OpenCoachAsync();
        await page.GetByText("How to be told").ClickAsync();
        await page.GetByLabel("A notification, while the page is in the background").CheckAsync();
        await page.StartAndSitWellAsync();
        await page.HideAsync(true);

        await page.WaitForFunctionAsync("() => window.notified.length > 0", options: new() { Timeout = CoachPageSteps.OneClip });

        Assert.All(await page.EvaluateAsync<string[]>("() => window.notified"), words => Assert.Matches("Sit back|tilted", words));
        Assert.StartsWith("●", await page.EvaluateAsync<string>("() => new Promise(resolve => new MutationObserver(() => document.title.startsWith('●') && resolve(document.title)).observe(document.querySelector('title'), { childList: true }))"), StringComparison.Ordinal);
    }
}

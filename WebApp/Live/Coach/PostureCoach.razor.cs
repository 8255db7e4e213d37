using System.ComponentModel.DataAnnotations;
using Iris.Accounts;
using Iris.Live.Analysis;
using Iris.Live.Coach.Gauges;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Iris.Live.Coach;

/// <summary>
/// The posture coach in front of a person: consent, camera, calibration, what is seen, alerts and breaks. The script sends the frames to the hub by itself
/// and draws over the preview; this component hears from it a few times a second.
/// </summary>
public sealed partial class PostureCoach : IAsyncDisposable
{
    /// <summary>The rate has to be low for so long before the page says so: the first frames are slow everywhere.</summary>
    private static readonly TimeSpan SlowPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EyeBreak = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource left = new();
    private readonly EyeBreaks eyeBreaks = new();
    private SessionTimeline timeline = new();
    private ElementReference root;
    private Guid person;
    private bool needsConsent;
    private int blinkAlert;
    private CoachPhase phase;
    private CoachCues cues = new();
    private IReadOnlyList<Camera> cameras = [];
    private string? camera;
    private string? problem;
    private string? interruption;
    private string? announcement;
    private CoachMoment? moment;
    private bool calibrated;
    private bool tooSlow;
    private bool mini;
    private TimeSpan? slowSince;
    private TimeSpan? eyeBreakUntil;
    private Guid? report;
    private bool attached;
    private DotNetObjectReference<PostureCoach>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? watcher;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDbContext> Databases { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LiveText> Text { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <summary>What to do now, in a sentence.</summary>
    private string Advice => moment switch
    {
        null => Text["Advice.Waiting"],
        { EyesClosed: true } => Text["Advice.EyesClosed"],
        { Posture: PostureState.Good, Origin: BaselineOrigin.Replaced } => Text["Advice.Replaced"],
        { Posture: var posture } => Text[$"Advice.{posture}"],
    };

    private TimeSpan Now => Clock.GetElapsedTime(0);

    /// <summary>Called by the script with the newest answer, a few times a second.</summary>
    [JSInvokable]
    public async Task Show(CoachMoment seen)
    {
        var (before, now) = (moment, Now);
        moment = seen;
        calibrated |= seen.Baseline is not null;
        timeline.Add(seen.Posture, now);
        if (seen.CountsBlinks || !calibrated) slowSince = null;
        else slowSince ??= now;
        tooSlow = now - slowSince >= SlowPatience;
        StateHasChanged();

        if (seen.Alarm != before?.Alarm) await AnnounceAsync(seen.Alarm);
        if (seen.BreakDue && before is not { BreakDue: true }) await SignalAsync(Text["Break.Due"]);
        if (eyeBreaks.Add(seen.Posture, now) && cues.EyeBreaks)
        {
            eyeBreakUntil = now + EyeBreak;
            await SignalAsync(Text["Break.Eyes"]);
        }
        else if (now >= eyeBreakUntil)
        {
            eyeBreakUntil = null;
        }
    }

    /// <summary>Called by the script when the camera is off, or no answer comes, for a reason that may pass.</summary>
    /// <param name="reason">The end of the resource's key <c>Interrupted.*</c>, or, where the camera did not open again, of <c>Camera.*</c>.</param>
    [JSInvokable]
    public void Interrupted([StringLength(40)] string reason)
    {
        interruption = Explain(reason);
        // While only the answers are missing, the camera stays on and the script goes on trying.
        if (reason != "unreachable") phase = CoachPhase.Paused;
        timeline.Add(null, Now);
        StateHasChanged();
    }

    /// <summary>Called by the script when it goes on.</summary>
    [JSInvokable]
    public void Resumed()
    {
        (phase, interruption) = (CoachPhase.Watching, null);
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        await ReadSettingsAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (attached || needsConsent)
        {
            return;
        }

        // Set before the first await: the next render must not attach a second watcher.
        attached = true;
        self = DotNetObjectReference.Create(this);
        module = await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Live/Coach/PostureCoach.razor.js");
        watcher = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, root, self);
        cues = (await watcher.InvokeAsync<Preferences>("load", left.Token)).Cues ?? cues;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        try
        {
            if (watcher is not null)
            {
                await watcher.InvokeVoidAsync("detach");
                await watcher.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, or has noticed the loss of the circuit and released the camera by itself.
        }

        self?.Dispose();
        left.Dispose();
    }

    private async Task ReadSettingsAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        var known = await database.Users.Where(p => p.Id == person).Select(p => new { p.BiometricConsentAt, p.Time.BlinkAlertPerMinute }).SingleAsync(left.Token);
        (needsConsent, blinkAlert) = (known.BiometricConsentAt is null, known.BlinkAlertPerMinute);
    }

    private async Task ConsentAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        var now = Clock.GetUtcNow();
        await database.Users.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.BiometricConsentAt, now), left.Token);
        needsConsent = false;
    }

    private Task StartAsync() => StartAsync(null);

    private async Task StartAsync(string? wanted)
    {
        (phase, problem, interruption, announcement, moment, report, calibrated, tooSlow, slowSince) = (CoachPhase.Starting, null, null, null, null, null, false, false, null);
        timeline = new();
        StateHasChanged();
        var started = await watcher!.InvokeAsync<Started>("start", left.Token, wanted);
        phase = started.Error is null ? CoachPhase.Watching : CoachPhase.Ready;
        problem = started.Error is null ? null : started.Sentence ?? Explain(started.Error);
        (cameras, camera) = (started.Cameras ?? cameras, started.Camera ?? camera);
    }

    /// <summary>Why there is no camera, or no answer.</summary>
    private string Explain(string reason)
    {
        var interrupted = Text[$"Interrupted.{reason}"];
        return interrupted.ResourceNotFound ? Text[$"Camera.{reason}"] : interrupted;
    }

    private async Task StopAsync()
    {
        (phase, interruption, announcement, eyeBreakUntil, mini) = (CoachPhase.Ready, null, null, null, false);
        report = await watcher!.InvokeAsync<Guid?>("end", left.Token);
    }

    private async Task ResumeAsync() => await watcher!.InvokeVoidAsync("resume", left.Token);

    private async Task TakeBreakAsync() => await watcher!.InvokeVoidAsync("takeBreak", left.Token);

    private async Task RecalibrateAsync()
    {
        calibrated = false;
        await watcher!.InvokeVoidAsync("recalibrate", left.Token);
    }

    /// <summary>Another camera sees from another place: the session ends and a new one begins, with the baseline of that camera.</summary>
    private async Task ChangeCameraAsync(ChangeEventArgs change)
    {
        var watching = phase is CoachPhase.Watching or CoachPhase.Paused;
        camera = $"{change.Value}";
        if (watching) await StopAsync();
        await watcher!.InvokeVoidAsync("save", left.Token, new { camera });
        if (watching) await StartAsync(camera);
    }

    private async Task KeepAsync(CoachCues wanted)
    {
        cues = wanted;
        await watcher!.InvokeVoidAsync("save", left.Token, new Preferences(cues));
    }

    private async Task AnnounceAsync(AlertKind? alarm)
    {
        announcement = alarm is null ? null : Text[$"Alert.{alarm}"].Value;
        StateHasChanged();
        if (announcement is null) await watcher!.InvokeVoidAsync("quiet", left.Token);
        else await SignalAsync(announcement);
    }

    private async Task<IJSStreamReference?> PictureAsync() => await watcher!.InvokeAsync<IJSStreamReference?>("picture", left.Token);

    private async Task SignalAsync(string sentence) => await watcher!.InvokeVoidAsync("signal", left.Token, sentence, cues);

    /// <summary>What the browser keeps between visits.</summary>
    private sealed record Preferences(CoachCues? Cues);

    /// <summary>A camera of the device.</summary>
    private sealed record Camera(string Id, string Label);

    /// <summary>What became of the wish to start.</summary>
    private sealed record Started(string? Error, string? Sentence, IReadOnlyList<Camera>? Cameras, string? Camera);
}

using System.Text.Json;
using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Iris.Instruments.Pages;

/// <summary>
/// The page of an instrument: consent where faces are analysed, choosing a picture by button, drop, paste or camera, progress, and the reading. The
/// picture goes to the API as one plain request, since a circuit would carry it in small messages; only its outcome comes back here.
/// </summary>
public sealed partial class InstrumentPage
{
    private readonly CancellationTokenSource left = new();
    private ElementReference root;
    private Instrument instrument = null!;
    private IStringLocalizer text = null!;
    private Guid person;
    private bool needsConsent;
    private bool uploading;
    private bool attached;
    private bool ready;
    private string? refusal;
    private Reading? reading;
    private DotNetObjectReference<InstrumentPage>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? uploader;

    /// <summary>Which instrument's page this is.</summary>
    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ReadingKinds Kinds { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDbContext> Databases { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<InstrumentsText> Text { get; set; } = null!;

    [Inject]
    private IOptions<PictureLimits> Limits { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <summary>Called by the script when the bytes begin to travel.</summary>
    [JSInvokable]
    public void UploadStarted()
    {
        (uploading, refusal) = (true, null);
        StateHasChanged();
    }

    /// <summary>Called by the script with the API's answer.</summary>
    /// <param name="status">The HTTP status; 0 when the server could not be reached, -1 when the person cancelled.</param>
    /// <param name="body">The reading's document, or the problem.</param>
    [JSInvokable]
    public async Task UploadEnded(int status, string body)
    {
        uploading = false;
        if (status == StatusCodes.Status201Created)
        {
            using var document = JsonDocument.Parse(body);
            var id = document.RootElement.GetProperty("id").GetGuid();
            await using var database = await Databases.CreateDbContextAsync(left.Token);
            reading = await database.Set<Reading>().AsNoTracking().OwnedBy(person).SingleAsync(r => r.Id == id, left.Token);
        }
        else
        {
            refusal = status < 0 ? null : ProblemSentence(body) ?? Text[status == 0 ? "Unreachable" : "Failed"];
        }

        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        instrument = Kinds.Find(Slug) as Instrument ?? throw new InvalidOperationException($"There is no instrument '{Slug}'.");
        text = Localizers.Create(instrument.Text);
        person = (await Authentication).User.PersonId();
        if (instrument.AnalysesFaces)
        {
            await using var database = await Databases.CreateDbContextAsync(left.Token);
            needsConsent = !await database.Users.AnyAsync(p => p.Id == person && p.BiometricConsentAt != null, left.Token);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (attached || needsConsent || reading is not null)
        {
            return;
        }

        // Set before the first await: the next render must not attach a second set of listeners.
        attached = true;
        self ??= DotNetObjectReference.Create(this);
        module ??= await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Instruments/Pages/InstrumentPage.razor.js");
        uploader = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, root, self, $"/api/v1/{Slug}");
        ready = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        try
        {
            await DetachAsync();
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its listeners with it.
        }

        self?.Dispose();
        left.Dispose();
    }

    private async Task ConsentAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        var now = Clock.GetUtcNow();
        await database.Users.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.BiometricConsentAt, now), left.Token);
        needsConsent = false;
    }

    private async Task StartOver()
    {
        await DetachAsync();
        (reading, refusal, attached, ready) = (null, null, false, false);
    }

    private async Task DetachAsync()
    {
        if (uploader is not null)
        {
            await uploader.InvokeVoidAsync("detach");
            await uploader.DisposeAsync();
            uploader = null;
        }
    }

    private static string? ProblemSentence(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            // A proxy in front of us answered with a page of its own.
            return null;
        }
    }
}

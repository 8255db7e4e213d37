using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.Pages;

/// <summary>The page of an instrument: consent where faces are analysed, uploads, and the reading.</summary>
public sealed partial class InstrumentPage : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private Instrument instrument = null!;
    private IStringLocalizer text = null!;
    private Guid person;
    private Reading? reading;
    private UploadReadiness? readiness;

    /// <summary>Which instrument's page this is.</summary>
    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>Whether the person has to agree first; null until that is known. The prerendered page hands it over.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public bool? NeedsConsent { get; set; }

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
    private TimeProvider Clock { get; set; } = null!;

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        instrument = Kinds.Find(Slug) as Instrument ?? throw new InvalidOperationException($"There is no instrument '{Slug}'.");
        text = Localizers.Create(instrument.Text);
        readiness = instrument.WaitsToBeAsked ? new() : null;
        person = (await Authentication).User.PersonId();
        NeedsConsent ??= instrument.AnalysesFaces && !await HasConsentedAsync();
    }

    /// <summary>One picture is shown at once; of several the list shows how each fared.</summary>
    private void Show(UploadedReading uploaded)
    {
        if (uploaded.IsOnly || readiness is not null) reading = uploaded.Reading;
    }

    private async Task<bool> HasConsentedAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        return await database.Users.AnyAsync(p => p.Id == person && p.BiometricConsentAt != null, left.Token);
    }

    private async Task ConsentAsync()
    {
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        var now = Clock.GetUtcNow();
        await database.Users.Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.BiometricConsentAt, now), left.Token);
        NeedsConsent = false;
    }
}

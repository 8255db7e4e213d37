using Iris.Accounts;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.Cells.Upload;
using Iris.Shell;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.Cells.Correction;

/// <summary>One picture under a person's hands: every change of a cell is a step on the <see cref="CellSheet"/>, and the figures with their intervals follow.</summary>
public sealed partial class CellPicturePage : IDisposable
{
    private static readonly string[] ToolNames = ["look", "live", "dead", "flip", "remove", "region"];

    private readonly CancellationTokenSource left = new();
    private Guid person;
    private bool loaded;
    private CellPicture? picture;
    private CellSheet? sheet;
    private CountingRules? rules;
    private CellTally? tally;
    private CellsForm form = new();
    private IReadOnlyList<DiameterBin> bins = [];
    private CellSampleName? sample;
    private CellStage? stage;
    private string? tool = ToolNames[0];
    private bool showLive = true;
    private bool showDead = true;
    private bool dirty;
    private CorrectionContent? lost;
    private int revision;

    /// <summary>Of the reading.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What was not saved when the circuit was lost for long; null where nothing was.</summary>
    [PersistentState]
    public CorrectionContent? Unsaved
    {
        get => dirty ? new(rules!, sheet!.Edits) : null;
        set => lost = value;
    }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CellsText> Text { get; set; } = null!;

    [Inject]
    private CellPictures Pictures { get; set; } = null!;

    [Inject]
    private CellSamples CellSamples { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    /// <summary>A picture with thousands of cells is too much to hand over from the prerendered page, so it is read once, when the page is interactive.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || picture?.Reading.Id == Id) return;
        person = (await Authentication).User.PersonId();
        Show(await Pictures.FindAsync(person, Id, left.Token));
        sample = picture?.SampleId is { } id ? await CellSamples.NameAsync(person, id, left.Token) : null;
        if (lost is { } content && picture is not null) Show(new CellSheet(picture.Result, content.Edits), content.Rules, unsaved: true);
        lost = null;
        loaded = true;
    }

    private void Show(CellPicture? found)
    {
        picture = found;
        if (found is not null) Show(found.Sheet(), found.Rules, unsaved: false);
    }

    private void Show(CellSheet shown, CountingRules by, bool unsaved)
    {
        (sheet, rules, dirty) = (shown, by, unsaved);
        form = new()
        {
            Dilution = rules.DilutionFactor,
            Chamber = rules.ChamberVolumeNl is null ? "" : CellsForm.OwnVolume,
            OwnNl = rules.ChamberVolumeNl ?? new CellsForm().OwnNl,
            TopLeft = rules.BorderRule is BorderRule.TopLeft,
        };
        Recount();
        Redraw();
    }

    private void Recount()
    {
        var counted = sheet!.Counted(rules!, picture!.Frame);
        tally = CellTally.Of(counted, rules!.DilutionFactor, rules.ChamberVolumeNl);
        bins = DiameterHistogram.Of([.. counted]);
    }

    private void Redraw() => revision++;

    /// <summary>The rules or the sheet changed. A hand on the slider moves the threshold alone, which the script hides by: thousands of circles are not drawn again.</summary>
    private void Take(CountingRules changed)
    {
        if (changed with { Threshold = 0 } != rules! with { Threshold = 0 } || changed == rules) Redraw();
        rules = changed;
        dirty = true;
        Recount();
    }

    private void TakeRegion(CountingFrame drawn)
    {
        tool = ToolNames[0];
        var frame = picture!.Frame;
        Take(rules! with { Region = new(Math.Max(drawn.Left, 0), Math.Max(drawn.Top, 0), Math.Min(drawn.Right, frame.Right), Math.Min(drawn.Bottom, frame.Bottom)) });
    }

    private void TakeForm() => Take(rules! with
    {
        DilutionFactor = Math.Clamp(form.Dilution, CellsOptions.LeastDilution, CellsOptions.MostDilution),
        ChamberVolumeNl = form.VolumeNl is { } volume ? Math.Clamp(volume, CellsOptions.LeastVolumeNl, CellsOptions.MostVolumeNl) : null,
        BorderRule = form.TopLeft ? BorderRule.TopLeft : BorderRule.All,
    });

    private async Task SaveAsync()
    {
        Show(await Pictures.CorrectAsync(person, Id, rules!, sheet!, left.Token));
        if (picture is not null) Notices.Done(Text["Saved"]);
    }

    private async Task RevertAsync()
    {
        Show(await Pictures.RevertAsync(person, Id, left.Token));
        if (picture is not null) Notices.Done(Text["Reverted"]);
    }

    private async Task RecountedAsync() => Show(await Pictures.FindAsync(person, Id, left.Token));

    private async Task AssignAsync(CellSampleName? chosen)
    {
        await CellSamples.AssignAsync(person, Id, chosen?.Id, left.Token);
        sample = chosen;
    }

    /// <summary>The file holds what is saved, so what is on the screen is saved first.</summary>
    private async Task ExportAsync()
    {
        if (dirty) await SaveAsync();
        if (picture is not null) Address.NavigateTo($"/api/v1/{CellsInstrument.Name}/{Id}/csv", forceLoad: true);
    }
}

using Iris.Accounts;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Detection;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.Cells.Upload;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Iris.Instruments.Cells.Correction;

/// <summary>
/// One picture under a person's hands. The script zooms, pans, hides circles below the slider and counts what is left, without asking the server; every
/// change of a cell is a step on the <see cref="CellSheet"/> here, and the figures with their intervals follow.
/// </summary>
public sealed partial class CellPicturePage
{
    private static readonly string[] ToolNames = ["look", "live", "dead", "flip", "remove", "region"];

    private readonly CancellationTokenSource left = new();
    private ElementReference root;
    private Guid person;
    private bool loaded;
    private CellPicture? picture;
    private CellSheet? sheet;
    private CountingRules? rules;
    private CellTally? tally;
    private CellsForm form = new();
    private IReadOnlyList<DiameterBin> bins = [];
    private IReadOnlyList<CellSampleRow> samples = [];
    private string tool = ToolNames[0];
    private bool showLive = true;
    private bool showDead = true;
    private bool dirty;

    /// <summary>Whether the slider must follow the rules, and not the other way round: a hand on it may be ahead of us.</summary>
    private bool sliderMoved;
    private int revision;
    private string? message;
    private DotNetObjectReference<CellPicturePage>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? workspace;

    /// <summary>Of the reading.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CellsText> Text { get; set; } = null!;

    [Inject]
    private CellPictures Pictures { get; set; } = null!;

    [Inject]
    private CellSamples CellSamples { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    private string MarksClass => $"{(showLive ? "" : "hide-live")} {(showDead ? "" : "hide-dead")}";

    /// <summary>The slider's lower end: what is fainter was never kept.</summary>
    private static double Least => CellDetector.Floor;

    private float TypicalRadius => (float)picture!.Result.TypicalDiameter / 2;

    [JSInvokable]
    public void Add(float x, float y, string state) =>
        Changed(sheet!.Add(x, y, TypicalRadius, state == "dead" ? CellState.Dead : CellState.Live) is not null);

    [JSInvokable]
    public void Flip(int id) => Changed(sheet!.Flip(id));

    [JSInvokable]
    public void Remove(int id) => Changed(sheet!.Remove(id));

    [JSInvokable]
    public void Undo() => Changed(sheet!.Undo());

    [JSInvokable]
    public void Redo() => Changed(sheet!.Redo());

    /// <summary>The slider came to rest.</summary>
    [JSInvokable]
    public void SetThreshold(double threshold) => Take(rules! with { Threshold = Math.Clamp(threshold, 0, 1) });

    /// <summary>A rectangle was drawn, in pixels of the picture.</summary>
    [JSInvokable]
    public void SetRegion(float left, float top, float right, float bottom)
    {
        tool = ToolNames[0];
        Take(rules! with { Region = new(left, top, right, bottom) });
    }

    protected override async Task OnParametersSetAsync()
    {
        person = (await Authentication).User.PersonId();
        Show(await Pictures.FindAsync(person, Id, left.Token));
        samples = await CellSamples.ListAsync(person, left.Token);
        loaded = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (picture is null)
        {
            return;
        }

        // Rendering goes on while the script is fetched, so this may be reached again before there is a workspace.
        if (self is null)
        {
            self = DotNetObjectReference.Create(this);
            module = await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Instruments/Cells/Correction/CellPicturePage.razor.js");
            workspace = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, root, self);
        }

        if (workspace is not null)
        {
            double? moved = sliderMoved ? rules!.Threshold : null;
            sliderMoved = false;
            await workspace.InvokeVoidAsync("refresh", left.Token, tally!.PerMl, moved);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        try
        {
            if (workspace is not null)
            {
                await workspace.InvokeVoidAsync("detach");
                await workspace.DisposeAsync();
            }

            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its listeners with it.
        }

        self?.Dispose();
        left.Dispose();
    }

    private void Show(CellPicture? found)
    {
        picture = found;
        dirty = false;
        if (found is null)
        {
            return;
        }

        sheet = found.Sheet();
        rules = found.Rules;
        sliderMoved = true;
        form = new()
        {
            Dilution = rules.DilutionFactor,
            Chamber = rules.ChamberVolumeNl is null ? "" : CellsForm.OwnVolume,
            OwnNl = rules.ChamberVolumeNl ?? new CellsForm().OwnNl,
            TopLeft = rules.BorderRule is BorderRule.TopLeft,
        };
        Recount();
    }

    private void Recount()
    {
        var counted = sheet!.Counted(rules!, picture!.Frame);
        tally = CellTally.Of(counted, rules!.DilutionFactor, rules.ChamberVolumeNl);
        bins = DiameterHistogram.Of([.. counted]);
        Redraw();
    }

    private void Redraw() => revision++;

    private void Changed(bool changed)
    {
        if (changed)
        {
            Take(rules!);
        }
    }

    private void Take(CountingRules changed)
    {
        rules = changed;
        (dirty, message) = (true, null);
        Recount();
        StateHasChanged();
    }

    private void TakeForm() => Take(rules! with
    {
        DilutionFactor = Math.Clamp(form.Dilution, CellsOptions.LeastDilution, CellsOptions.MostDilution),
        ChamberVolumeNl = form.VolumeNl is { } volume ? Math.Clamp(volume, CellsOptions.LeastVolumeNl, CellsOptions.MostVolumeNl) : null,
        BorderRule = form.TopLeft ? BorderRule.TopLeft : BorderRule.All,
    });

    private void ClearRegion() => Take(rules! with { Region = null });

    private async Task SaveAsync()
    {
        Show(await Pictures.CorrectAsync(person, Id, rules!, sheet!, left.Token));
        message = Text["Saved"];
    }

    private async Task RevertAsync()
    {
        Show(await Pictures.RevertAsync(person, Id, left.Token));
        message = Text["Reverted"];
    }

    private async Task AssignAsync(ChangeEventArgs chosen)
    {
        Guid? sample = Guid.TryParse(chosen.Value as string, out var id) ? id : null;
        await CellSamples.AssignAsync(person, Id, sample, left.Token);
        picture = picture! with { SampleId = sample };
    }

    /// <summary>The file holds what is saved, so what is on the screen is saved first.</summary>
    private async Task ExportAsync()
    {
        if (dirty)
        {
            await SaveAsync();
        }

        await module!.InvokeVoidAsync("download", left.Token, $"/api/v1/{CellsInstrument.Name}/{Id}/csv");
    }

    private async Task PrintAsync() => await module!.InvokeVoidAsync("print", left.Token);
}

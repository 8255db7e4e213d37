using System.Threading.Channels;
using Iris.Accounts;
using Iris.Diary.Painting.Jobs;
using Iris.Diary.Painting.Studio.Paintings;
using Iris.Gallery;
using Iris.Platform.Diffusion;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Iris.Diary.Painting.Studio;

/// <summary>
/// Where pictures are ordered and watched. What this node paints is heard of at once; what another node paints, and what was missed, is read from the
/// database while something is under way. Orders outlive the page: who comes back finds them on the easel.
/// </summary>
public sealed partial class PaintingStudio
{
    /// <summary>Pictures on the easel; older ones are in the history below it.</summary>
    private const int Shown = 12;

    /// <summary>Enough for every step of several pictures; what is dropped is found by the next look.</summary>
    private const int NewsKept = 256;

    private readonly CancellationTokenSource left = new();
    private readonly Channel<PaintingState> news = Channel.CreateBounded<PaintingState>(new BoundedChannelOptions(NewsKept) { FullMode = BoundedChannelFullMode.DropOldest });
    private List<StudioPicture> pictures = [];
    private Guid[] kept = [];
    private Guid person;
    private Painter? painter;
    private PaintingHistory? history;
    private FieldErrors? errors;
    private string? refusal;
    private string? announcement;
    private bool busy;
    private bool showEasel;
    private ElementReference easel;
    private IJSObjectReference? script;
    private Task watching = Task.CompletedTask;

    /// <summary>A painted picture of this person to begin with.</summary>
    [Parameter]
    public Guid? Again { get; set; }

    /// <summary>Whether that is to be painted with another seed.</summary>
    [Parameter]
    public bool AnotherSeed { get; set; }

    /// <summary>Id of the painter in use; empty when none can paint. Handed over by the prerendered page, so that the form does not blink.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public string? PainterId { get; set; }

    /// <inheritdoc cref="PainterId"/>
    [PersistentState]
    public PaintingAllowance? Allowance { get; set; }

    /// <summary>What is written. Like the two below, kept for a page whose circuit was put away.</summary>
    [PersistentState]
    public StudioSheet? Sheet { get; set; }

    /// <summary>What is to be known about a picture that is painted again.</summary>
    [PersistentState]
    public string? Remake { get; set; }

    /// <summary>Which pictures are on the easel.</summary>
    [PersistentState]
    public Guid[]? OnEasel
    {
        get => [.. pictures.Select(picture => picture.Id)];
        set => kept = value ?? [];
    }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private PaintingDesk Desk { get; set; } = null!;

    [Inject]
    private PaintingBoard Board { get; set; } = null!;

    [Inject]
    private PainterInUse InUse { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private IOptions<PaintingOptions> Options { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PaintingText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    [Inject]
    private ILogger<PaintingStudio> Log { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        Board.Changed -= OnChanged;
        await left.CancelAsync();
        await watching;
        left.Dispose();
        try
        {
            if (script is not null) await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        if (RendererInfo.IsInteractive) Board.Changed += OnChanged;
        painter = PainterId is null ? await InUse.FindAsync(left.Token) : InUse.Find(PainterId);
        PainterId = painter?.Description.Id ?? "";
        pictures = [.. (await Desk.UnendedAsync(person, kept, left.Token)).Select(StudioPicture.Of).Reverse()];
        if (Sheet is null)
        {
            Sheet = new StudioSheet();
            if (Again is { } picture && painter is not null) await RemakeAsync(Sheet, picture, painter.Description);
        }

        Allowance = await Desk.AllowanceAsync(person, left.Token); // the form appears with it, so what is painted again has to be on the sheet before
        if (RendererInfo.IsInteractive) watching = Task.WhenAll(ListenAsync(), LookAsync());
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!showEasel) return;
        showEasel = false;
        script ??= await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Diary/Painting/Studio/PaintingStudio.razor.js");
        await script.InvokeVoidAsync("show", left.Token, easel);
    }

    private async Task RemakeAsync(StudioSheet sheet, Guid id, PainterDescription by)
    {
        if (await Readings.FindAsync(person, id, left.Token) is not { Instrument: PaintedPictures.Name } reading) return;
        var picture = PaintedPicture.Parse(reading.Result);
        sheet.Take(picture, keepSeed: !AnotherSeed);
        if (!by.Sizes.Contains(picture.Size)) sheet.Size = null;
        if (picture.Steps > by.MaxSteps) sheet.Steps = null;
        var model = PaintingKeeper.ModelOf(by);
        if (reading.Model != model) Remake = Text["Remake.other", reading.Model, model];
        else if (!AnotherSeed) Remake = Text["Remake.same"];
    }

    private async Task PaintAsync()
    {
        if (busy || painter is null) return;
        var order = Sheet!.ToOrder();
        errors = new FieldErrors(Text);
        order.Check(painter, errors);
        if (errors.Count == 0) await OrderAsync(order, Sheet.Pictures);
    }

    private Task AgainAsync(StudioPicture picture) => busy ? Task.CompletedTask : OrderAsync(picture.Order with { Seed = null }, 1);

    private async Task OrderAsync(PaintingOrder order, int count)
    {
        (busy, refusal) = (true, null);
        try
        {
            var outcome = await Desk.OrderAsync(person, order, painter!.Description, count, left.Token);
            if (!outcome.Succeeded(out var jobs, out var refused))
            {
                refusal = refused.Sentence(Localizers);
                return;
            }

            pictures = [.. jobs.Select(StudioPicture.Of).Concat(pictures).Where((picture, index) => index < Shown || !picture.State.HasEnded)];
            (announcement, showEasel) = (Text["Announce.ordered", jobs.Count], true);
            await LookOnceAsync(); // a fast painter may have finished before the pictures were on the easel
        }
        finally
        {
            Allowance = await Desk.AllowanceAsync(person, left.Token);
            busy = false;
        }
    }

    private async Task CancelAsync(StudioPicture picture) => await Desk.CancelAsync(person, picture.Id, left.Token);

    /// <summary>Comes from the thread that paints, which has neither this page's language nor time to wait for it.</summary>
    private void OnChanged(PaintingState state)
    {
        if (state.OwnerId == person) news.Writer.TryWrite(state);
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var state in news.Reader.ReadAllAsync(left.Token)) await ApplyAsync(state);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task ApplyAsync(PaintingState state)
    {
        var index = pictures.FindIndex(picture => picture.Id == state.JobId);
        if (index < 0 || pictures[index].State.HasEnded || pictures[index].State == state) return;
        var (prompt, before) = (pictures[index].Prompt, pictures[index].State);
        pictures[index] = pictures[index] with { State = state };
        if (state.HasEnded) announcement = Text[$"Announce.{state.Status}", prompt];
        else if (before.Progress < 0.5 && state.Progress >= 0.5) announcement = Text["Announce.half", prompt];
        StateHasChanged();
        if (!state.HasEnded) return;

        try
        {
            Allowance = await Desk.AllowanceAsync(person, left.Token);
            if (state.Status == JobStatus.Done && history is not null) await history.ReloadAsync();
            StateHasChanged();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Options.Value.LookEvery, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(left.Token))
            {
                try
                {
                    await LookOnceAsync();
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Log.LogError(failure, "The state of paintings could not be read; the next look tries again");
                }
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task LookOnceAsync()
    {
        var waited = pictures.Where(picture => !picture.State.HasEnded).Select(picture => picture.Id).ToArray();
        if (waited.Length == 0) return;
        foreach (var state in await Desk.FindAsync(person, waited, left.Token)) await ApplyAsync(state);
    }
}

using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Storage;
using Iris.Shell;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using MudBlazor;

namespace Iris.Gallery.Detail;

/// <summary>One reading: picture, result, downloads, a link to share, deletion and its undo.</summary>
public sealed partial class ReadingDetail
{
    /// <summary>Characters of a result.</summary>
    private const int MostHanded = 32_000;

    private readonly CancellationTokenSource left = new();
    private Guid person;
    private State state = State.Loading;
    private ReadingKind? kind;
    private string title = "";
    private object? corrected;
    private bool automatic;
    private string? link;
    private bool focusUndo;
    private Reading? reading;
    private MudButton? undo;
    private MudTextField<string>? linkField;
    private IJSObjectReference? script;

    private enum State
    {
        Loading,
        Shown,
        Missing,
        Deleted,
        Gone,
    }

    /// <summary>Of the reading; another page for another reading, so it never changes.</summary>
    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    /// <summary>
    /// What the prerendered page showed, so that the interactive one need not read it again; null for a result of thousands of cells, which is more than a
    /// browser can hand over.
    /// </summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public Reading? Handed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private IObjectStore Store { get; set; } = null!;

    [Inject]
    private ReadingKinds Kinds { get; set; } = null!;

    [Inject]
    private IEnumerable<ReadingAction> Actions { get; set; } = null!;

    [Inject]
    private IOptions<GalleryOptions> Options { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GalleryText> Text { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    private IReadOnlyList<BreadcrumbItem> Parents => [new(Text["Title"], "/gallery")];

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
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
        reading = Handed ?? await Readings.FindAsync(person, Id, left.Token);
        Handed = reading?.Result.Length <= MostHanded ? reading : null;
        corrected = reading is null ? null : await Readings.CorrectedAsync(reading, left.Token);
        state = reading is null ? State.Missing : State.Shown;
        kind = Kinds.Find(reading?.Instrument ?? "");
        title = kind is null ? Text["Title"] : Localizers.Create(kind.Text)["Title"];
        if (reading is null && !RendererInfo.IsInteractive) Address.NotFound();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusUndo) return;
        focusUndo = false;
        if (undo is not null) await undo.FocusAsync();
    }

    private async Task DeleteAsync()
    {
        await Readings.DeleteAsync(person, Id, left.Token);
        (state, link, focusUndo) = (State.Deleted, null, true);
    }

    private async Task UndoAsync() => state = await Readings.RestoreAsync(person, Id, left.Token) ? State.Shown : State.Gone;

    /// <summary>Asks once more whose the reading is: it may have been deleted in another window.</summary>
    private async Task ShareAsync()
    {
        if (link is not null)
        {
            link = null;
        }
        else if (await Readings.FindAsync(person, Id, left.Token) is { } current)
        {
            link = new Uri(new Uri(Address.BaseUri), Store.SignedUrl(current.ShownKey, Options.Value.ShareFor)).AbsoluteUri;
        }
        else
        {
            state = State.Missing;
        }
    }

    private async Task CopyAsync()
    {
        script ??= await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Gallery/Detail/ReadingDetail.razor.js");
        if (await script.InvokeAsync<bool>("copy", left.Token, link))
        {
            Notices.Done(Text["Share.copied"]);
        }
        else
        {
            await linkField!.SelectAsync();
            Notices.Done(Text["Share.selected"]);
        }
    }
}

using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Shell;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Iris.Gallery.Browsing;

/// <summary>A person's readings: filters, a grid of which only what is near the window is there, selection, deletion and its undo.</summary>
public sealed partial class GalleryBrowser
{
    /// <summary>The grid comes in chunks, of which the first is always there: the prerendered page has it too.</summary>
    internal const int ChunkSize = 24;

    private readonly CancellationTokenSource left = new();
    private readonly HashSet<Guid> selected = [];
    private Guid person;
    private string? shown;
    private DateRange? period;
    private bool failed;
    private int version;
    private ElementReference summary;
    private Virtualize<IReadOnlyList<GalleryItem>>? rest;

    /// <summary>Slug of the only kind to show; null for all.</summary>
    [Parameter]
    public string? Kind { get; set; }

    /// <summary>What the prerendered page showed, so that the interactive one begins with the same instead of an empty list; null while it is on its way.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public GalleryStart? First { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private ReadingKinds Kinds { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GalleryText> Text { get; set; } = null!;

    [Inject]
    private ILogger<GalleryBrowser> Log { get; set; } = null!;

    /// <summary>Where somebody goes who has nothing yet.</summary>
    private string StartHref => Kinds.Find(Kind ?? "")?.Href ?? "/";

    private GalleryFilter Filter => new(Kind, Midnight(period?.Start, 0), Midnight(period?.End, 1));

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        shown = Kind;
        if (First is null) await LoadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Kind) return;
        shown = Kind;
        await LoadAsync();
    }

    private async Task ShowPeriodAsync(DateRange? chosen)
    {
        period = chosen is { Start: not null, End: not null } ? chosen : null;
        await LoadAsync();
    }

    /// <summary>Another list, from its beginning.</summary>
    private async Task LoadAsync()
    {
        (First, failed) = (null, false);
        selected.Clear();
        version++;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var filter = Filter;
        var start = await TryAsync(async () => new GalleryStart(
            await Readings.RangeAsync(person, filter, 0, ChunkSize, left.Token), await Readings.CountAsync(person, filter, left.Token)));
        if (filter != Filter) return; // the filter was changed while we waited, and its own call shows the list
        if (start is not null) First = start;
    }

    private async ValueTask<ItemsProviderResult<IReadOnlyList<GalleryItem>>> ChunksAsync(ItemsProviderRequest request)
    {
        var items = await TryAsync(() => Readings.RangeAsync(person, Filter, (request.StartIndex + 1) * ChunkSize, request.Count * ChunkSize, request.CancellationToken)) ?? [];
        return new([.. items.Chunk(ChunkSize)], ((First?.Total ?? 0) - 1) / ChunkSize);
    }

    private void Select(Guid id, bool chosen)
    {
        if (chosen) selected.Add(id);
        else selected.Remove(id);
    }

    /// <param name="ids">What goes.</param>
    /// <param name="headline">Of the only one; null for several.</param>
    private async Task DeleteAsync(IReadOnlyList<Guid> ids, string? headline)
    {
        await Readings.DeleteAsync(person, ids, left.Token);
        selected.ExceptWith(ids);
        await ReloadAsync();
        Notices.Done(headline is null ? Text["DeletedMany", ids.Count] : Text["Deleted", headline], () => InvokeAsync(() => RestoreAsync(ids)));
        // The button that deleted is gone with its reading, so the keyboard goes on here.
        if (First?.Total > 0) await summary.FocusAsync(preventScroll: true);
    }

    private async Task RestoreAsync(IReadOnlyList<Guid> ids)
    {
        var restored = await Readings.RestoreAsync(person, ids, left.Token);
        await ReloadAsync();
        StateHasChanged();
        if (restored < ids.Count) Notices.Failed(Text["TooLate"]);
        else Notices.Done(ids.Count == 1 ? Text["Restored"] : Text["RestoredMany", restored]);
    }

    /// <summary>The same list where it is, with what has changed.</summary>
    private async Task ReloadAsync()
    {
        await ReadAsync();
        if (rest is not null) await rest.RefreshDataAsync();
    }

    /// <summary>Null when the database does not answer: that is a state of the list, with a way to try again, and not the end of the page.</summary>
    private async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "The gallery could not be read");
            failed = true;
            await InvokeAsync(StateHasChanged);
            return null;
        }
    }

    /// <summary>When a day, or one so many days later, begins where the viewer is; null at the ends of the calendar, which leave nothing out.</summary>
    private DateTimeOffset? Midnight(DateTime? day, int later)
    {
        if (day is not { } date || date < DateTime.MinValue.AddDays(2) || date > DateTime.MaxValue.AddDays(-3)) return null;
        var begin = date.Date.AddDays(later);
        return new DateTimeOffset(begin, Viewer.Zone.GetUtcOffset(begin)).ToUniversalTime();
    }
}

/// <summary>The beginning of a list, and how long it is in all.</summary>
public sealed record GalleryStart(IReadOnlyList<GalleryItem> Items, int Total);

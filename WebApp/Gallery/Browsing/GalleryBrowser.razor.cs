using Iris.Accounts;
using Iris.Instruments.Readings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Iris.Gallery.Browsing;

/// <summary>The list of a person's readings: filter, pages, deletion and its undo.</summary>
public sealed partial class GalleryBrowser
{
    private const int PageSize = 24;

    private readonly CancellationTokenSource left = new();
    private Guid person;
    private string? shown;
    private List<GalleryItem>? items;
    private string? next;
    private bool failed;
    private bool loadingMore;
    private (GalleryItem Item, int Index)? deleted;
    private string? announcement;

    /// <summary>Slug of the only kind to show; null for all.</summary>
    [Parameter]
    public string? Kind { get; set; }

    /// <summary>What the prerendered page showed, so that the interactive one begins with the same instead of an empty list.</summary>
    [PersistentState]
    public GallerySlice? First { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private ReadingKinds Kinds { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<GalleryText> Text { get; set; } = null!;

    [Inject]
    private ILogger<GalleryBrowser> Log { get; set; } = null!;

    /// <summary>Where somebody goes who has nothing yet.</summary>
    private string StartHref => Kinds.Find(Kind ?? "")?.Href ?? "/";

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        shown = Kind;
        if (First is { } slice) Show(slice);
        else await LoadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Kind) return;
        shown = Kind;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var kind = Kind;
        (items, failed, deleted, announcement) = (null, false, null, null);
        var slice = await TryPageAsync(after: null);
        if (kind != Kind) return; // the filter was changed while we waited, and its own call shows the list
        failed = slice is null;
        if (slice is not null) Show(First = slice);
    }

    private async Task LoadMoreAsync()
    {
        if (loadingMore || next is null || !GalleryCursor.TryDecode(next, out var last)) return;
        var list = items!;
        loadingMore = true;
        var slice = await TryPageAsync(last);
        loadingMore = false;
        if (list != items) return;
        announcement = slice is null ? Text["Failed"] : Text["MoreShown", slice.Items.Count];
        if (slice is not null)
        {
            list.AddRange(slice.Items);
            next = slice.NextCursor;
        }
    }

    private async Task DeleteAsync(GalleryItem item)
    {
        await Readings.DeleteAsync(person, item.Id, left.Token);
        var index = items!.IndexOf(item);
        items.RemoveAt(index);
        (deleted, announcement) = ((item, index), null);
    }

    private async Task UndoAsync()
    {
        var (item, index) = deleted!.Value;
        var restored = await Readings.RestoreAsync(person, item.Id, left.Token);
        if (restored) items!.Insert(Math.Min(index, items.Count), item);
        (deleted, announcement) = (null, Text[restored ? "Restored" : "TooLate"]);
    }

    private void Dismiss() => (deleted, announcement) = (null, null);

    private void Show(GallerySlice slice) => (items, next) = ([.. slice.Items], slice.NextCursor);

    /// <summary>A page, or null when the database does not answer: that is a state of the list, with a way to try again, and not the end of the page.</summary>
    private async Task<GallerySlice?> TryPageAsync(Guid? after)
    {
        try
        {
            return await Readings.PageAsync(person, Kind, after, PageSize, left.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "The gallery could not be read");
            return null;
        }
    }
}

using System.Globalization;
using Iris.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Iris.Live.Frames.Pages;

/// <summary>The kept frames of one session: pages, deletion and its undo. It shows nothing where nothing is kept.</summary>
public sealed partial class FrameBrowser
{
    private const int PageSize = 24;

    private readonly CancellationTokenSource left = new();
    private readonly List<FrameItem> items = [];
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private Guid person;
    private int days;
    private Guid? next;
    private bool failed;
    private DateTimeOffset? deletedAt;
    private bool wholeSession;
    private bool focusUndo;
    private string? announcement;
    private ElementReference undo;

    /// <summary>Whose frames.</summary>
    [Parameter, EditorRequired]
    public Guid Session { get; set; }

    /// <summary>The reader's time zone by its IANA name.</summary>
    [Parameter, EditorRequired]
    public string Zone { get; set; } = TimeZoneInfo.Utc.Id;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private KeptFrames Frames { get; set; } = null!;

    [Inject]
    private FrameKeepings Keepings { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LiveText> Text { get; set; } = null!;

    [Inject]
    private ILogger<FrameBrowser> Log { get; set; } = null!;

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusUndo) return;
        // The button that deleted may be gone with its picture, so the keyboard goes on here.
        focusUndo = false;
        await undo.FocusAsync();
    }

    private async Task LoadAsync()
    {
        items.Clear();
        next = null;
        await LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        try
        {
            var slice = await Frames.PageAsync(person, Session, next, PageSize, left.Token);
            if (next is null) days = (await Keepings.StatusAsync(person, left.Token)).Days;
            items.AddRange(slice.Items);
            (next, failed) = (slice.NextCursor, false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "Kept frames could not be read");
            failed = true;
        }
    }

    private async Task DeleteAsync(FrameItem? item)
    {
        (deletedAt, wholeSession, announcement) = (await Frames.DeleteAsync(person, item?.Id, item is null ? Session : null, left.Token), item is null, null);
        focusUndo = deletedAt is not null;
        if (item is null) (next, _) = (null, items.RemoveAll(_ => true));
        else items.Remove(item);
    }

    private async Task UndoAsync()
    {
        var restored = await Frames.RestoreAsync(person, deletedAt!.Value, left.Token);
        (deletedAt, announcement) = (null, Text[restored > 0 ? "Frames.Restored" : "Frames.TooLate"]);
        await LoadAsync();
    }

    private string Time(FrameItem item) => TimeZoneInfo.ConvertTime(item.TakenAt, zone).ToString("T", CultureInfo.CurrentCulture);
}

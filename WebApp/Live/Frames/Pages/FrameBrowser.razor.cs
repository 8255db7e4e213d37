using System.Globalization;
using Iris.Accounts;
using Iris.Shell;
using Iris.Shell.Parts;
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
    private Guid person;
    private Guid? next;
    private bool failed;
    private ElementReference heading;

    /// <summary>Whose frames.</summary>
    [Parameter, EditorRequired]
    public Guid Session { get; set; }

    /// <summary>The beginning of the list; the prerendered page hands it over.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public FrameStart? First { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private KeptFrames Frames { get; set; } = null!;

    [Inject]
    private FrameKeepings Keepings { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

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
        if (First is { } handed) Begin(handed);
        else await LoadAsync();
    }

    private Task LoadAsync() => TryAsync(async () =>
    {
        var frames = await Frames.PageAsync(person, Session, null, PageSize, left.Token);
        // Who keeps nothing is asked nothing more.
        var days = frames.Items.Count == 0 ? 0 : (await Keepings.StatusAsync(person, left.Token)).Days;
        Begin(new(frames, days));
    });

    private Task LoadMoreAsync() => TryAsync(async () =>
    {
        var frames = await Frames.PageAsync(person, Session, next, PageSize, left.Token);
        items.AddRange(frames.Items);
        next = frames.NextCursor;
    });

    private void Begin(FrameStart start)
    {
        First = start;
        items.Clear();
        items.AddRange(start.Frames.Items);
        next = start.Frames.NextCursor;
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            failed = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "Kept frames could not be read");
            failed = true;
        }
    }

    private async Task DeleteAsync(FrameItem? item)
    {
        // The button that deletes goes with its picture, so the keyboard goes on at the heading.
        if (item is not null && items.Count > 1) await heading.FocusAsync(preventScroll: true);
        var deletedAt = await Frames.DeleteAsync(person, item?.Id, item is null ? Session : null, left.Token);
        if (item is null) (next, _) = (null, items.RemoveAll(_ => true));
        else items.Remove(item);
        if (deletedAt is { } moment) Notices.Done(Text[item is null ? "Frames.DeletedSession" : "Frames.Deleted"], () => InvokeAsync(() => RestoreAsync(moment)));
    }

    private async Task RestoreAsync(DateTimeOffset deletedAt)
    {
        var restored = await Frames.RestoreAsync(person, deletedAt, left.Token);
        await LoadAsync();
        StateHasChanged();
        if (restored > 0) Notices.Done(Text["Frames.Restored"]);
        else Notices.Failed(Text["Frames.TooLate"]);
    }

    private string Time(FrameItem item) => Viewer.Local(item.TakenAt).ToString("T", CultureInfo.CurrentCulture);
}

/// <summary>The beginning of a list of kept frames.</summary>
/// <param name="Frames">Its first page.</param>
/// <param name="Days">How long they stay.</param>
public sealed record FrameStart(FrameSlice Frames, int Days);

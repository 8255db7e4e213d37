using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Iris.Accounts;
using Iris.Diary.Friends;
using Iris.Diary.Posts.Pages.Pictures;
using Iris.Gallery;
using Iris.Platform.Web.Api;
using Iris.Shell;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Iris.Diary.Posts.Pages.Editing;

/// <summary>What the script found in the browser of what was not saved.</summary>
/// <param name="Day">As it was chosen: year-month-day.</param>
/// <param name="PictureIds">The pictures that were chosen, with spaces between them.</param>
/// <param name="Visibility">Who was to read it.</param>
/// <param name="DiaryId">The shared diary that was chosen; empty: none.</param>
/// <param name="Mood">How the day felt; empty: not said.</param>
/// <param name="Weather">What the sky was like; empty: not said.</param>
/// <param name="At">When it was last changed.</param>
public sealed record PostDraft(string Day, string PictureIds, string Visibility, string DiaryId, string Mood, string Weather, DateTimeOffset At);

/// <summary>
/// A new post or a change of one. The words stay in the browser until they are saved: a circuit is for short messages, and may be gone after an hour of
/// writing. So the script keeps the draft and sends it to the API as one plain request; only day, pictures, mood, weather and readers are chosen here, and only what was refused
/// comes back.
/// </summary>
public sealed partial class PostForm
{
    private const string IsoDay = "yyyy-MM-dd";

    /// <summary>Room for a # in front of each, and a comma behind.</summary>
    private const int LongestTags = PostTag.Most * (PostTag.Longest + 3);

    private readonly CancellationTokenSource left = new();
    private Guid person;
    private bool loaded;
    private bool attached;
    private bool ready;
    private bool unsaved;
    private bool changedHere;
    private bool refused;
    private DateTime? day;
    private IReadOnlyList<Guid> chosen = [];
    private IReadOnlyList<GalleryItem> pictures = [];
    private IReadOnlyList<Guid> firstChosen = [];
    private Mood? mood;
    private Weather? weather;
    private Audience audience = new(PostVisibility.Private);
    private IReadOnlyList<Audience> audiences = [];
    private PostDraft? draft;
    private string? refusal;
    private Dictionary<string, string[]>? errors;
    private ElementReference form;
    private DotNetObjectReference<PostForm>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? sheet;

    /// <summary>The post to change; null: a new one.</summary>
    [Parameter]
    public WholePost? Post { get; set; }

    /// <summary>The picture that a new post begins with.</summary>
    [Parameter]
    public Guid? Picture { get; set; }

    /// <summary>The shared diary that a new post begins in.</summary>
    [Parameter]
    public Guid? Diary { get; set; }

    /// <summary>The picture that the prerendered page showed for a new post, so that it does not blink.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public GalleryItem? First { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private FriendList Friends { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PostsText> Text { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private Confirmation Confirmation { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    private DateTime FirstDay => (Post?.Day ?? Viewer.Today).ToDateTime(default);

    /// <summary>The script passes on no longer ones.</summary>
    private const int LongestProblem = 16_000;

    /// <summary>Called by the script when there is something to save, and when there is nothing any more.</summary>
    [JSInvokable]
    public void Changed(bool unsaved) => this.unsaved = unsaved;

    /// <summary>Called by the script when the post is saved.</summary>
    [JSInvokable]
    public void Saved(Guid id)
    {
        unsaved = false;
        Address.NavigateTo(PostPages.Post(id));
    }

    /// <summary>Called by the script when a post could not be saved.</summary>
    /// <param name="status">The HTTP status; 0 when the server could not be reached.</param>
    /// <param name="body">The API's problem; empty when the answer was none.</param>
    [JSInvokable]
    public void Refused(int status, [StringLength(LongestProblem)] string body)
    {
        var problem = ProblemIn(body);
        errors = problem?.Errors;
        refusal = errors is not null ? Text["Errors"] : problem?.Detail ?? Text[status == 0 ? "Unreachable" : "SaveFailed"];
        refused = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        left.Dispose();
        try
        {
            if (sheet is not null)
            {
                await sheet.InvokeVoidAsync("detach");
                await sheet.DisposeAsync();
            }

            if (module is not null) await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its listeners with it.
        }

        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        person = (await Authentication).User.PersonId();
        day = FirstDay;
        (mood, weather) = (Post?.Mood, Post?.Weather);
        await ShowAsync(Post?.PictureIds ?? (Picture is { } begun ? [begun] : []));
        if (Post is null)
        {
            First = pictures.Count > 0 ? pictures[0] : null;
            if (First is null) chosen = []; // an address that names no picture of this person
        }

        audiences = Audiences.Of(await Friends.ListAsync(person, left.Token), Post?.Visibility ?? PostVisibility.Private, Post?.DiaryId);
        audience = FirstAudience;
        firstChosen = chosen;
        loaded = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!loaded) return;
        if (!attached)
        {
            attached = true; // before the first await: the next render must not attach once more
            await AttachAsync();
        }
        else if (changedHere)
        {
            changedHere = false;
            await sheet!.InvokeVoidAsync("keep", left.Token);
        }
        else if (refused)
        {
            refused = false;
            await sheet!.InvokeVoidAsync("focusRefused", left.Token);
        }
    }

    private async Task AttachAsync()
    {
        self = DotNetObjectReference.Create(this);
        module = await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Diary/Posts/Pages/Editing/PostForm.razor.js");
        var key = $"iris.private.diary.{person}.{Post?.Id.ToString() ?? "new"}";
        sheet = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, form, self, key, Post is null ? "POST" : "PUT", Post is null ? PostEndpoints.Path : $"{PostEndpoints.Path}/{Post.Id}");
        draft = await sheet.InvokeAsync<PostDraft?>("restore", left.Token);
        if (draft is not null)
        {
            day = DateTime.TryParseExact(draft.Day, IsoDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) ? written : FirstDay;
            audience = ApiWords.Find<PostVisibility>(draft.Visibility) is { } visibility ? AudienceOf(visibility, Guid.TryParse(draft.DiaryId, out var diary) ? diary : null) : FirstAudience;
            // A picture that was just asked for counts more than the one of an older draft.
            if (Post is not null || firstChosen.Count == 0) await ShowAsync([.. draft.PictureIds.Split(' ').Select(id => Guid.TryParse(id, out var picture) ? picture : Guid.Empty).Where(id => id != Guid.Empty).Take(DiaryPost.MostPictures)]);
            (mood, weather) = (ApiWords.Find<Mood>(draft.Mood), ApiWords.Find<Weather>(draft.Weather));
        }

        (ready, changedHere) = (true, draft is not null);
        StateHasChanged();
    }

    private Audience FirstAudience => Post is not null ? AudienceOf(Post.Visibility, Post.DiaryId) : AudienceOf(Diary is null ? PostVisibility.Private : PostVisibility.Secret, Diary);

    private string? AudienceError => ErrorOf("visibility") ?? ErrorOf("diaryId");

    /// <summary>What was chosen once, when it can still be chosen; otherwise nobody else.</summary>
    private Audience AudienceOf(PostVisibility visibility, Guid? diary) => audiences.FirstOrDefault(one => one.Visibility == visibility && one.DiaryId == diary) ?? audiences[0];

    private string Named(Audience? one) => one switch
    {
        null => "",
        { Visibility: PostVisibility.Secret, With: { } friend } => Text["Audience.with", friend],
        _ => Text[$"Audience.{one.Visibility}"],
    };

    private void ChooseAudience(Audience? chosen) => (audience, changedHere) = (chosen ?? audiences[0], true);

    private void ChangeDay(DateTime? chosen) => (day, changedHere) = (chosen, true);

    private void Choose(PickedPictures picked) => (chosen, pictures, changedHere) = (picked.Ids, picked.Items, true);

    private IReadOnlyList<Choice<Mood?>> Moods => [.. Enum.GetValues<Mood>().Select(one => new Choice<Mood?>(one, Text[$"Mood.{one}"], DayMarks.Of(one)))];

    private IReadOnlyList<Choice<Weather?>> Weathers => [.. Enum.GetValues<Weather>().Select(one => new Choice<Weather?>(one, Text[$"Weather.{one}"], DayMarks.Of(one)))];

    private async Task DiscardAsync()
    {
        await sheet!.InvokeVoidAsync("discard", left.Token);
        await ShowAsync(firstChosen);
        (mood, weather) = (Post?.Mood, Post?.Weather);
        (day, audience, draft, errors, refusal, changedHere) = (FirstDay, FirstAudience, null, null, null, true);
    }

    /// <summary>What is left behind waits in this browser; yet nobody should think that it is saved.</summary>
    private async Task AskAsync(LocationChangingContext leaving)
    {
        if (unsaved && !await Confirmation.AskAsync(Text["Leave"], Text["Leave.explanation"], Text["Leave.action"])) leaving.PreventNavigation();
    }

    private async Task ShowAsync(IReadOnlyList<Guid> readings)
    {
        List<GalleryItem> items = [];
        foreach (var id in readings)
        {
            var known = First?.Id == id ? First : Post?.Pictures.FirstOrDefault(picture => picture.Id == id);
            if (known is null && Post?.PictureIds.Contains(id) != true) known = await Readings.FindItemAsync(person, id, left.Token);
            if (known is not null) items.Add(known);
        }

        (chosen, pictures) = (readings, items);
    }

    private string? ErrorOf(string field) => errors is not null && errors.TryGetValue(field, out var sentences) ? string.Join(' ', sentences) : null;

    private static ApiProblem? ProblemIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ApiProblem>(body, ApiJson.Options);
        }
        catch (JsonException)
        {
            // A proxy in front of us answered with a page of its own.
            return null;
        }
    }

    private sealed record ApiProblem(string? Detail, Dictionary<string, string[]>? Errors);
}

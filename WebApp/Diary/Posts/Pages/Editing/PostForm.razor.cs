using System.Text.Json;
using Iris.Accounts;
using Iris.Gallery;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Iris.Diary.Posts.Pages.Editing;

/// <summary>What the script found in the browser of what was not saved.</summary>
/// <param name="PictureId">The picture that was chosen; empty: none.</param>
/// <param name="At">When it was last changed, ISO 8601.</param>
public sealed record PostDraft(string PictureId, string At);

/// <summary>
/// A new post or a change of one. The words stay in the browser until they are saved: a circuit takes messages of 32 KB, sends a text twice with each event,
/// and may be gone after an hour of writing. So the script keeps the draft, warns before it is left behind and sends it to the API as one plain request;
/// only the picture is chosen here, and only what was refused comes back.
/// </summary>
public sealed partial class PostForm
{
    private readonly CancellationTokenSource left = new();
    private Guid person;
    private bool loaded;
    private bool missing;
    private bool attached;
    private bool ready;
    private bool pictureChanged;
    private bool refused;
    private DiaryPost? post;
    private Guid? pictureId;
    private Guid? initialPictureId;
    private GalleryItem? picture;
    private PostDraft? draft;
    private string? refusal;
    private Dictionary<string, string[]>? errors;
    private ElementReference form;
    private DotNetObjectReference<PostForm>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? sheet;

    /// <summary>The post to change; null: a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>The picture that a new post begins with.</summary>
    [Parameter]
    public Guid? Picture { get; set; }

    /// <summary>The picture that the prerendered page showed, so that it does not blink. Never the post: that, too, would travel through the circuit.</summary>
    [PersistentState(RestoreBehavior = RestoreBehavior.SkipLastSnapshot)]
    public GalleryItem? First { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private OwnPosts Posts { get; set; } = null!;

    [Inject]
    private OwnReadings Readings { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PostsText> Text { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <summary>Called by the script when a post could not be saved.</summary>
    /// <param name="status">The HTTP status; 0 when the server could not be reached.</param>
    /// <param name="body">The API's problem.</param>
    [JSInvokable]
    public void Refused(int status, string body)
    {
        var problem = Problem(body);
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
        if (Id is { } id) post = await Posts.FindAsync(person, id, left.Token);
        missing = Id is not null && post is null;
        await ShowAsync(post?.PictureId ?? Picture);
        First = picture;
        if (post is null && picture is null) pictureId = null; // an address that names no picture of this person
        initialPictureId = pictureId;
        loaded = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (missing || !loaded) return;
        if (!attached)
        {
            attached = true; // before the first await: the next render must not attach once more
            await AttachAsync();
        }
        else if (pictureChanged)
        {
            pictureChanged = false;
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
        var key = $"iris.private.diary.{person}.{Id?.ToString() ?? "new"}";
        sheet = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, form, self, key, Id is null ? "POST" : "PUT", Id is { } id ? $"{PostEndpoints.Path}/{id}" : PostEndpoints.Path);
        draft = await sheet.InvokeAsync<PostDraft?>("restore", left.Token);
        // A picture that was just asked for counts more than the one of an older draft.
        if (draft is not null && (Id is not null || initialPictureId is null)) await ShowAsync(Guid.TryParse(draft.PictureId, out var chosen) ? chosen : null);
        (ready, pictureChanged) = (true, draft is not null);
        StateHasChanged();
    }

    private Task ChooseAsync(GalleryItem? chosen)
    {
        (pictureId, picture, pictureChanged) = (chosen?.Id, chosen, true);
        return Task.CompletedTask;
    }

    private async Task DiscardAsync()
    {
        await sheet!.InvokeVoidAsync("discard", left.Token);
        await ShowAsync(initialPictureId);
        (draft, errors, refusal, pictureChanged) = (null, null, null, true);
    }

    private async Task ShowAsync(Guid? reading)
    {
        var item = reading is not { } id ? null : First?.Id == id ? First : await Readings.FindItemAsync(person, id, left.Token);
        (pictureId, picture) = (reading, item);
    }

    private string? Invalid(string field) => errors?.ContainsKey(field) == true ? "true" : null;

    private string? Description(string field, string? hint = null) => Invalid(field) is null ? hint : $"{hint} {PostError.IdOf(field)}".TrimStart();

    private static ApiProblem? Problem(string body)
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

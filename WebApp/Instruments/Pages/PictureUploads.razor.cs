using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Iris.Instruments.Pages;

/// <summary>
/// Uploads pictures. The script beside it sends each to the API as one plain request, two at a time, since a circuit would carry it in small messages; it
/// tells this component ids and small figures, and what was read is read from the database.
/// </summary>
public sealed partial class PictureUploads
{
    /// <summary>So many pictures are taken at once; the others are refused in words.</summary>
    internal const int MostAtOnce = 100;

    private const int MostRows = 2 * MostAtOnce;
    private const int LongestName = 60, LongestSentence = 400;

    /// <summary>What the file dialog offers; what a picture is, the API decides by its bytes.</summary>
    private static readonly string Accepted = string.Join(',', Enum.GetValues<PictureFormat>().Select(format => format.MediaType()));

    private readonly CancellationTokenSource left = new();
    private readonly List<Job> jobs = [];
    private int issued;
    private bool ready;
    private string? notice;
    private string? held;
    private ElementReference root;
    private DotNetObjectReference<PictureUploads>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? uploader;

    /// <summary>What a picture is doing; the script knows the names, and the text of each is <c>Phase.{name}</c>.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Phase>))]
    public enum Phase
    {
        Waiting,
        Sending,
        Analysing,
    }

    /// <summary>What looks at the pictures.</summary>
    [Parameter, EditorRequired]
    public required Instrument Instrument { get; set; }

    /// <summary>What can be done here, in a sentence.</summary>
    [Parameter, EditorRequired]
    public required string Prompt { get; set; }

    /// <summary>On the button that opens the file dialog.</summary>
    [Parameter, EditorRequired]
    public required string Choose { get; set; }

    /// <summary>The page of a reading.</summary>
    [Parameter, EditorRequired]
    public required Func<Guid, string> Href { get; set; }

    /// <summary>The camera of a phone: <c>user</c> faces the person, <c>environment</c> the world.</summary>
    [Parameter]
    public string Camera { get; set; } = "environment";

    /// <summary>Fields that go along with every picture: inputs with a name.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether one picture at a time waits here until the fields are filled in and the person asks for the analysis; null: pictures are sent at once.</summary>
    [Parameter]
    public UploadReadiness? Readiness { get; set; }

    /// <summary>A picture was read.</summary>
    [Parameter]
    public EventCallback<UploadedReading> OnRead { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDbContext> Databases { get; set; } = null!;

    [Inject]
    private IStringLocalizerFactory Localizers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<InstrumentsText> Text { get; set; } = null!;

    [Inject]
    private IOptions<PictureLimits> Limits { get; set; } = null!;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <summary>Called by the script when something was chosen, dropped or pasted.</summary>
    /// <param name="names">Of the first <see cref="MostAtOnce"/> files.</param>
    /// <param name="count">How many files there were.</param>
    /// <param name="folders">How many folders were among what was dropped; the script can't open them.</param>
    [JSInvokable]
    public TakenPictures Chosen([MaxLength(MostAtOnce), StringLength(LongestName)] string[] names, int count, int folders)
    {
        var taken = Math.Min(names.Length, MostAtOnce - jobs.Count(job => !job.IsOver));
        var first = issued;
        issued += taken;
        jobs.AddRange(names.Take(taken).Select((name, index) => new Job(first + index, name)));
        while (jobs.Count > MostRows && jobs.Find(job => job.IsOver) is { } oldest) jobs.Remove(oldest);
        notice = taken < count ? Text["TooMany", count, taken, MostAtOnce] : folders > 0 ? Text["Folders"] : count == 0 ? Text["NothingDropped"].Value : null;
        StateHasChanged();
        return new(first, taken);
    }

    /// <summary>Called by the script when a picture was chosen that waits.</summary>
    [JSInvokable]
    public void Held([StringLength(LongestName)] string name)
    {
        (held, notice) = (name, null);
        StateHasChanged();
    }

    /// <summary>Called by the script when a picture gets on: at most about twenty times for each.</summary>
    [JSInvokable]
    public void Progressed(int id, Phase phase, int percent)
    {
        if (Find(id) is not { } job) return;
        (job.Phase, job.Percent) = (phase, percent);
        StateHasChanged();
    }

    /// <summary>Called by the script with the outcome of a picture.</summary>
    /// <param name="id">Of the job.</param>
    /// <param name="status">The HTTP status; 0 when the server could not be reached, -1 when the person cancelled.</param>
    /// <param name="reading">The new reading, if there is one.</param>
    /// <param name="sentence">What the API says to a refused picture, cut to 400 characters.</param>
    [JSInvokable]
    public async Task Ended(int id, int status, Guid? reading, [StringLength(LongestSentence)] string? sentence)
    {
        if (Find(id) is not { } job) return;
        if (reading is { } read)
        {
            job.Reading = read;
            StateHasChanged();
            if (await FindAsync(read) is { } row)
            {
                job.Headline = Instrument.Headline(Instrument.Parse(row.Result), Localizers.Create(Instrument.Text));
                await OnRead.InvokeAsync(new(row, jobs.Count(other => other.Refusal is null) == 1));
            }
        }
        else
        {
            job.Refusal = status switch
            {
                < 0 => Text["Cancelled"],
                StatusCodes.Status413PayloadTooLarge => PictureHeader.TooLarge(Limits.Value).Sentence(Localizers),
                _ => sentence ?? Text[status == 0 ? "Unreachable" : "Failed"],
            };
        }

        StateHasChanged();
    }

    /// <summary>Why nothing can be analysed now, or null.</summary>
    private string? Lacking => Readiness?.Reason ?? (held is null ? Text["Lacking.picture"].Value : jobs.Exists(job => !job.IsOver) ? Text["Lacking.patience"].Value : null);

    protected override void OnInitialized()
    {
        if (Readiness is not null) Readiness.Changed += ShowReadiness;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        module = await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Instruments/Pages/PictureUploads.razor.js");
        uploader = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, root, self, new
        {
            url = $"/api/v1/{Instrument.Slug}",
            mostAtOnce = MostAtOnce,
            mostBytes = Limits.Value.Bytes,
            longestName = LongestName,
            longestSentence = LongestSentence,
            holds = Readiness is not null,
        });
        ready = true;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        if (Readiness is not null) Readiness.Changed -= ShowReadiness;
        await left.CancelAsync();
        try
        {
            if (uploader is not null)
            {
                await uploader.InvokeVoidAsync("detach");
                await uploader.DisposeAsync();
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

    private void ShowReadiness() => InvokeAsync(StateHasChanged);

    private async Task AskAsync() => await uploader!.InvokeVoidAsync("send", left.Token);

    private async Task CancelAsync(Job job) => await uploader!.InvokeVoidAsync("cancel", left.Token, job.Id);

    private Job? Find(int id) => jobs.Find(job => job.Id == id && !job.IsOver);

    private async Task<Reading?> FindAsync(Guid id)
    {
        var person = (await Authentication).User.PersonId();
        await using var database = await Databases.CreateDbContextAsync(left.Token);
        return await database.Set<Reading>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(reading => reading.Id == id, left.Token);
    }

    private sealed class Job(int id, string name)
    {
        public int Id => id;

        public string Name => name;

        public Phase Phase { get; set; }

        public int Percent { get; set; }

        public Guid? Reading { get; set; }

        public string? Headline { get; set; }

        public string? Refusal { get; set; }

        public bool IsOver => Reading is not null || Refusal is not null;
    }
}

/// <summary>A picture was uploaded and read.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="IsOnly">Whether no other picture was taken.</param>
public sealed record UploadedReading(Reading Reading, bool IsOnly);

/// <summary>How many of the chosen pictures are taken, and the id of the first; the others follow it.</summary>
public sealed record TakenPictures(int First, int Taken);

using System.Globalization;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Audit;
using Iris.Platform.Imaging;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Iris.Instruments.FaceTypes.References;

/// <summary>Adds, shows, moves and removes reference pictures; for admins.</summary>
public sealed partial class ReferenceGallery
{
    private static readonly string Accepted = string.Join(',', Enum.GetValues<PictureFormat>().Select(format => format.MediaType()));

    private readonly CancellationTokenSource left = new();
    private readonly List<Answer> refused = [];
    private IReadOnlyList<FaceType>? types;
    private IReadOnlyList<TypeReference> all = [];
    private Dictionary<Guid, PictureVotes> votes = [];
    private int? seen;
    private Guid chosen;
    private bool hasRight, mayBeShown;
    private int sending, sent;
    private ElementReference root;
    private DotNetObjectReference<ReferenceGallery>? self;
    private IJSObjectReference? module, uploader;

    /// <summary>What the API answered to the script.</summary>
    /// <param name="Status">The HTTP status; 0 when the server could not be reached.</param>
    /// <param name="Name">Of the file.</param>
    /// <param name="Sentence">Why the picture was refused.</param>
    public sealed record Answer(int Status, string Name, string? Sentence);

    /// <summary>Changes when something else on the page changed what is shown here.</summary>
    [Parameter]
    public int Changes { get; set; }

    /// <summary>Something was changed here.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool Busy => sending > 0;

    private IEnumerable<TypeReference> Shown => all.Where(reference => reference.TypeId == chosen);

    /// <summary>Called by the script when files were chosen: they are sent one after the other, so that the site has time for others.</summary>
    [JSInvokable]
    public async Task Chosen(int count)
    {
        if (Busy || !hasRight || count <= 0) return;
        refused.Clear();
        (sending, sent) = (count, 0);
        StateHasChanged();
        try
        {
            for (var index = 0; index < count; index++)
            {
                var answer = await uploader!.InvokeAsync<Answer>("send", left.Token, index, $"{TypeEndpoints.Path}/{chosen}/references", mayBeShown);
                if (answer.Status != StatusCodes.Status201Created) refused.Add(answer);
                sent++;
                StateHasChanged();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            return; // and the page with it
        }

        var kept = sent - refused.Count;
        sending = 0;
        await ReadAsync();
        StateHasChanged();
        if (kept == 0) return;
        Notices.Done(Text["References.added", kept]);
        await OnChanged.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        left.Dispose();
        try
        {
            if (uploader is not null)
            {
                await uploader.InvokeVoidAsync("detach");
                await uploader.DisposeAsync();
            }

            if (module is not null) await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its listeners with it.
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || seen == Changes) return;
        seen = Changes;
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        module = await Scripts.InvokeAsync<IJSObjectReference>("import", left.Token, "./Instruments/FaceTypes/References/ReferenceGallery.razor.js");
        uploader = await module.InvokeAsync<IJSObjectReference>("attach", left.Token, root, self);
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        types = await Catalogue.ReadAsync(left.Token);
        all = await References.ReadAsync(left.Token);
        votes = (await Survey.CountAsync(left.Token)).Pictures.ToDictionary(picture => picture.Reference);
        if (types.All(type => type.Id != chosen)) chosen = types[0].Id;
    }

    private void Choose(Guid type)
    {
        chosen = type;
        refused.Clear();
    }

    private async Task MoveAsync(TypeReference reference, FaceType type)
    {
        if (await References.MoveAsync(reference.Id, type.Id, await AdminAsync(), left.Token)) Notices.Done(Text["References.moved", Said(type)]);
        await ReadAsync();
        await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync(TypeReference reference)
    {
        if (!await Confirmation.AskAsync(Text["References.remove.question"], Text["References.remove.sentence"], Text["Admin.Remove"])) return;
        if (await References.RemoveAsync(reference.Id, await AdminAsync(), left.Token)) Notices.Done(Text["References.removed"]);
        await ReadAsync();
        await OnChanged.InvokeAsync();
    }

    private string Votes(TypeReference reference)
    {
        if (!reference.MayBeShown) return Text["References.hidden"];
        if (!votes.TryGetValue(reference.Id, out var own) || own.Count == 0) return Text["References.unvoted"];
        return string.Join(" · ", types!.Where(type => own.Votes.ContainsKey(type.Id)).OrderByDescending(type => own.Votes[type.Id]).Select(type => $"{Said(type)} {own.Votes[type.Id]}"));
    }

    /// <summary>A type with how many pictures it has.</summary>
    private string Name(Guid type) => types?.FirstOrDefault(known => known.Id == type) is { } found ? $"{Said(found)} ({all.Count(reference => reference.TypeId == type)})" : "";

    private static string Said(FaceType type) => type.Words(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName).Name;

    private async Task<Actor> AdminAsync() => Actor.Of((await Authentication.GetAuthenticationStateAsync()).User);
}

using System.Text.Json;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Iris.Instruments.Cells.Upload;

/// <summary>Uploads pictures of cells. The script sends them to the API, two at a time; this component shows how each fares.</summary>
public sealed partial class CellsUpload
{
    private readonly List<Job> jobs = [];
    private ElementReference root;
    private bool ready;
    private DotNetObjectReference<CellsUpload>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? uploader;

    [Inject]
    private IJSRuntime Scripts { get; set; } = null!;

    /// <summary>Called with the id of each new reading.</summary>
    [Parameter]
    public EventCallback<Guid> Counted { get; set; }

    /// <summary>Called by the script when pictures were chosen.</summary>
    /// <returns>The id of the first; the others follow it.</returns>
    [JSInvokable]
    public int Chosen(string[] names)
    {
        var first = jobs.Count;
        jobs.AddRange(names.Select((name, i) => new Job(first + i, name)));
        StateHasChanged();
        return first;
    }

    /// <summary>Called by the script with the API's answer to a picture; see <c>send</c> in InstrumentPage.razor.js.</summary>
    [JSInvokable]
    public async Task Ended(int id, int status, string body)
    {
        var job = jobs[id];
        if (status == StatusCodes.Status201Created)
        {
            job.Result = JsonSerializer.Deserialize<Outline>(body, ApiJson.Options);
            await Counted.InvokeAsync(job.Result!.Id);
        }
        else
        {
            job.Refusal = status < 0 ? Text["Cancelled"] : Sentence(body) ?? Common[status == 0 ? "Unreachable" : "Failed"];
        }

        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await Scripts.InvokeAsync<IJSObjectReference>("import", "./Instruments/Cells/Upload/CellsUpload.razor.js");
            uploader = await module.InvokeAsync<IJSObjectReference>("attach", root, self, $"/api/v1/{CellsInstrument.Name}");
            ready = true;
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
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
    }

    private static string? Sentence(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, ApiJson.Options)?.Detail;
        }
        catch (JsonException)
        {
            // A proxy in front of us answered with a page of its own.
            return null;
        }
    }

    private sealed class Job(int id, string name)
    {
        public int Id => id;

        public string Name => name;

        public Outline? Result { get; set; }

        public string? Refusal { get; set; }

        public bool IsOver => Result is not null || Refusal is not null;
    }

    /// <summary>The fields of the API's answer that are shown here.</summary>
    private sealed record Outline(Guid Id, int Total, double? Viability);

    private sealed record Problem(string? Detail);
}

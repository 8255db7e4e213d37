using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Live.Sessions;
using Iris.Live.Transport;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Bench.Live;

/// <summary>A session of the posture coach by one of the two ways that frames travel.</summary>
internal abstract class LiveCaller : IAsyncDisposable
{
    /// <summary>What the figures call it.</summary>
    public abstract string Way { get; }

    /// <summary>Opens whatever it takes, and starts the session.</summary>
    public abstract Task StartAsync();

    /// <summary>Sends a frame. False when the server dropped it.</summary>
    public async Task<(bool Answered, Crop? Next)> LookAsync(byte[] frame, Crop? crop)
    {
        if (await AskAsync(frame, Stopwatch.GetElapsedTime(0).TotalMilliseconds, crop) is not { } result) return (false, null);
        if (result.GetProperty("face").ValueKind == JsonValueKind.Null) throw new InvalidOperationException("The face was lost.");
        return (true, result.GetProperty("crop").Deserialize<Crop>(JsonSerializerOptions.Web));
    }

    public abstract Task EndAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The answer; null when the frame was dropped.</summary>
    protected abstract Task<JsonElement?> AskAsync(byte[] frame, double time, Crop? crop);
}

/// <summary>Each frame is a request.</summary>
internal sealed class PostCaller(Server server) : LiveCaller
{
    private Guid session;

    public override string Way => "POST";

    public override async Task StartAsync()
    {
        using var answer = await server.Client.PostAsJsonAsync("/api/v1/live/sessions", new { });
        session = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public override async Task EndAsync() => (await server.Client.PostAsync($"/api/v1/live/sessions/{session}/end", null)).EnsureSuccessStatusCode();

    protected override async Task<JsonElement?> AskAsync(byte[] frame, double time, Crop? crop)
    {
        using var body = new ByteArrayContent(frame);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/live/sessions/{session}/frames") { Content = body };
        request.Headers.Add(LiveEndpoints.TimeHeader, FormattableString.Invariant($"{time}"));
        if (crop is not null) request.Headers.Add(LiveEndpoints.CropHeader, FormattableString.Invariant($"{crop.X},{crop.Y},{crop.Width},{crop.Height}"));
        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.TooManyRequests ? null : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}

/// <summary>Each frame is a message on a connection of its own, as MessagePack.</summary>
internal sealed class HubCaller(Server server) : LiveCaller
{
    private readonly HubConnection hub = new HubConnectionBuilder()
        .WithUrl(new Uri(server.Client.BaseAddress!, LiveHub.Path), options => options.AccessTokenProvider = () => Task.FromResult(server.Client.DefaultRequestHeaders.Authorization?.Parameter))
        .AddMessagePackProtocol(pack => pack.SerializerOptions = ApiPack.Options)
        .Build();

    private Guid session;

    public override string Way => "hub";

    public override async Task StartAsync()
    {
        await hub.StartAsync();
        session = (await hub.InvokeAsync<JsonElement>("Start", new { })).GetProperty("id").GetGuid();
    }

    public override Task EndAsync() => hub.InvokeAsync<JsonElement>("End", session);

    public override async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<JsonElement?> AskAsync(byte[] frame, double time, Crop? crop)
    {
        try
        {
            return await hub.InvokeAsync<JsonElement>("Look", session, frame, time, crop);
        }
        catch (HubException refused) when (refused.Message.Contains("frame-in-flight: ", StringComparison.Ordinal) || refused.Message.Contains("frame-too-old: ", StringComparison.Ordinal))
        {
            return null;
        }
    }
}

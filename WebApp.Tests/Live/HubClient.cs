using System.Text.Json;
using System.Text.RegularExpressions;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Live;

/// <summary>What a client of the hub speaks.</summary>
public enum HubLanguage
{
    Json,
    MessagePack,
}

/// <summary>The hub of webcam sessions as its clients use it, inside the process.</summary>
internal static partial class HubClient
{
    /// <summary>A connection that is not open yet.</summary>
    /// <param name="iris">The program.</param>
    /// <param name="headers">What each request carries: a token, a cookie, a language.</param>
    /// <param name="language">JSON or MessagePack.</param>
    /// <param name="query">Behind the address of the hub.</param>
    /// <param name="transport">How messages travel.</param>
    /// <param name="alone">A web socket without the request that usually comes first.</param>
    public static HubConnection Hub(
        this IrisApplication iris, Dictionary<string, string> headers, HubLanguage language = HubLanguage.MessagePack, string query = "",
        HttpTransportType transport = HttpTransportType.WebSockets, bool alone = false)
    {
        var builder = new HubConnectionBuilder().WithUrl($"http://localhost/hubs/live{query}", transport, options =>
        {
            options.SkipNegotiation = alone;
            options.HttpMessageHandlerFactory = _ => iris.Server.CreateHandler();
            options.WebSocketFactory = async (context, cancellation) =>
            {
                var client = iris.Server.CreateWebSocketClient();
                client.ConfigureRequest = request =>
                {
                    foreach (var (name, value) in headers) request.Headers[name] = value;
                };
                return await client.ConnectAsync(context.Uri, cancellation);
            };
            foreach (var (name, value) in headers) options.Headers[name] = value;
        });
        if (language is HubLanguage.MessagePack) builder.AddMessagePackProtocol(pack => pack.SerializerOptions = ApiPack.Options);
        return builder.Build();
    }

    /// <summary>An open connection of somebody who is signed in to the API.</summary>
    public static async Task<HubConnection> HubAsync(this IrisApplication iris, TestPerson person, HubLanguage language = HubLanguage.MessagePack, string spoken = "en")
    {
        var hub = iris.Hub(person.Headers(spoken), language);
        await hub.StartAsync();
        return hub;
    }

    /// <summary>The token and the language of a person.</summary>
    public static Dictionary<string, string> Headers(this TestPerson person, string spoken = "en") =>
        new() { ["Authorization"] = person.Client.DefaultRequestHeaders.Authorization!.ToString(), ["Accept-Language"] = spoken };

    public static async Task<Guid> StartSessionAsync(this HubConnection hub, object? request = null) =>
        (await hub.InvokeAsync<JsonElement>("Start", request ?? new { })).GetProperty("id").GetGuid();

    public static Task<JsonElement> LookAsync(this HubConnection hub, Guid session, byte[] frame, double? time = null, object? crop = null) =>
        hub.InvokeAsync<JsonElement>("Look", session, frame, time, crop);

    /// <summary>The code and the sentence with which a call is refused.</summary>
    public static async Task<(string Code, string Sentence)> RefusalAsync(Func<Task> call)
    {
        var refused = Refusal().Match((await Assert.ThrowsAsync<HubException>(call)).Message);
        Assert.True(refused.Success);
        return (refused.Groups[1].Value, refused.Groups[2].Value);
    }

    /// <summary>Completes when the server has closed the connection.</summary>
    public static Task ClosedAsync(this HubConnection hub)
    {
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        if (hub.State is HubConnectionState.Disconnected) closed.TrySetResult();
        return closed.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [GeneratedRegex("HubException: ([a-z0-9-]+): (.+)$", RegexOptions.Singleline)]
    private static partial Regex Refusal();
}

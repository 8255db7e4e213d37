using System.Runtime.CompilerServices;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Iris.Live.Reports;
using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;

namespace Iris.Live.Transport;

/// <summary>
/// <c>/hubs/live</c>: the calls of <see cref="LiveEndpoints"/> over one open connection, with the same answers. What is refused arrives as a
/// <see cref="HubException"/>: the code of the problem, a colon, and its sentence. Whoever loses the connection goes on over another one, within
/// <see cref="LiveOptions.ReconnectWithin"/>.
/// </summary>
[Authorize]
internal sealed class LiveHub(LiveSessions sessions, LiveReports reports, OpenConnections connections, LiveMetrics metrics, IStringLocalizerFactory texts) : Hub
{
    public const string Path = "/hubs/live";

    /// <summary>Bytes of a message beside the frame: names, numbers, a session's id.</summary>
    private const int Envelope = 4096;

    private static readonly object Looking = new();

    private Guid Person => Context.User!.PersonId();

    /// <summary>Two at a time, so that an answer comes at once to who does not wait for the one before; whatever else they send waits in the socket.</summary>
    public static void Configure(HubOptions<LiveHub> options)
    {
        options.AddFilter<HubGuard>();
        options.MaximumParallelInvocationsPerClient = 2;
        // A browser that hears nothing for three times as long knows that it is alone.
        options.KeepAliveInterval = TimeSpan.FromSeconds(5);
    }

    /// <summary>JSON writes four letters for three bytes. What is too large for a frame, and fits in there, is refused in words; more closes the connection.</summary>
    public static long MessageBytes(LiveOptions options) => options.FrameBytes * 4L / 3 + Envelope;

    public override Task OnConnectedAsync()
    {
        Context.Items[Looking] = new StrongBox<int>();
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception) => sessions.LoseAsync(Context.ConnectionId, forGood: connections.HasEnded(Context));

    /// <summary>Starts a session in front of a camera.</summary>
    [EnableRateLimiting(RateLimits.Costly)]
    public async Task<LiveSessionStarted> Start(LiveSessionRequest? request)
    {
        var session = ValueOf(await sessions.StartAsync(Person, request ?? new(), Context.ConnectionAborted));
        session.Hold(Context.ConnectionId);
        return new(session.Id);
    }

    /// <summary>Looks at a frame. One at a time: another one meanwhile is refused with <c>frame-in-flight</c>.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="frame">A JPEG of the camera's picture, or of the part that the last answer's crop asked for.</param>
    /// <param name="time">When it was taken: milliseconds by any clock of the device that runs evenly; null: now.</param>
    /// <param name="crop">What the picture shows of the frame; null: all of it.</param>
    [EnableRateLimiting(RateLimits.Frames)]
    public async Task<FrameResult> Look(string session, byte[]? frame, double? time, Crop? crop)
    {
        var found = Find(session);
        found.Hold(Context.ConnectionId);
        var looking = (StrongBox<int>)Context.Items[Looking]!;
        if (Interlocked.Exchange(ref looking.Value, 1) == 1)
        {
            metrics.Refused(LiveSession.InFlight);
            throw Refused(LiveSession.InFlight);
        }

        try
        {
            return ValueOf(await found.LookAsync(new(frame, time, crop), Context.ConnectionAborted));
        }
        finally
        {
            Volatile.Write(ref looking.Value, 0);
        }
    }

    /// <summary>Makes a new baseline from the next good frames.</summary>
    public void Calibrate(string session) => Find(session).Calibrate();

    /// <summary>A break begins: the time until the next one starts again.</summary>
    public void TakeBreak(string session) => Find(session).TakeBreak();

    /// <summary>Ends the session; answers its report, also when it has ended already.</summary>
    public async Task<SessionReport> End(string session)
    {
        if (!Guid.TryParse(session, out var id)) throw Refused(NoSession);
        if (sessions.Find(Person, id) is { } found) await sessions.EndAsync(found, Context.ConnectionAborted);
        return await reports.FindAsync(Person, id, Context.ConnectionAborted) ?? throw Refused(NoSession);
    }

    private static Refusal NoSession => Refusal.Of<LiveText>("not-found", StatusCodes.Status404NotFound);

    private LiveSession Find(string session) => Guid.TryParse(session, out var id) && sessions.Find(Person, id) is { } found ? found : throw Refused(NoSession);

    private T ValueOf<T>(Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal) ? value : throw Refused(refusal);

    private HubException Refused(Refusal refusal) => refusal.ToHubException(texts);
}

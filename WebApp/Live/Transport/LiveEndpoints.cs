using System.Globalization;
using System.Security.Claims;
using Iris.Accounts;
using Iris.Live.Reports;
using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Iris.Live.Transport;

/// <summary>A session that has begun.</summary>
internal sealed record LiveSessionStarted(Guid Id);

/// <summary><c>/api/v1/live/sessions</c>: frames in, what the coach saw out. Another person's session is answered like one that never was.</summary>
internal static class LiveEndpoints
{
    /// <summary>When the frame was taken: milliseconds by any clock of the device that runs evenly.</summary>
    public const string TimeHeader = "X-Frame-Time";

    /// <summary>What the picture shows of the frame: x, y, width and height in parts of it, with commas between.</summary>
    public const string CropHeader = "X-Frame-Crop";

    public static void MapLiveSessions(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/api/v1/live/sessions").RequireAuthorization().WithTags("Live").ProducesProblem(StatusCodes.Status401Unauthorized);
        live.MapPost("/", StartAsync).WithSummary("Starts a session in front of a camera.").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        var session = live.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        session.MapPost("/frames", LookAsync)
            .WithSummary("Looks at a frame.")
            .WithDescription($"The body is a JPEG of the camera's picture, or of the part that the last answer's 'crop' asked for (header {CropHeader}: x,y,width,height). Send one frame at a time; 429 means that this one was dropped.")
            .RequireRateLimiting(RateLimits.Frames)
            .Accepts<byte[]>("image/jpeg")
            .Produces<FrameResult>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        session.MapPost("/calibrate", Calibrate).WithSummary("Makes a new baseline from the next good frames.");
        session.MapPost("/break", TakeBreak).WithSummary("A break begins: the time until the next one starts again.");
        session.MapPost("/end", EndAsync).WithSummary("Ends the session; answers its report.").Produces<SessionReport>();
    }

    private static async Task<Results<Created<LiveSessionStarted>, ProblemHttpResult>> StartAsync(
        HttpContext context, LiveSessions sessions, CancellationToken cancellation, [FromBody] LiveSessionRequest? request = null) =>
        (await sessions.StartAsync(context.User.PersonId(), request ?? new(), cancellation)).Succeeded(out var session, out var refusal)
            ? TypedResults.Created($"/api/v1/reports/{session.Id}", new LiveSessionStarted(session.Id))
            : refusal.ToProblem(context);

    private static async Task<Results<Ok<FrameResult>, NotFound, ProblemHttpResult>> LookAsync(
        Guid id, HttpContext context, LiveSessions sessions, LiveEngine engine, CancellationToken cancellation)
    {
        if (sessions.Find(context.User.PersonId(), id) is not { } session) return TypedResults.NotFound();
        if (!ReadHeaders(context.Request).Succeeded(out var frame, out var refusal)
            || !(await RequestBody.ReadAsync(context.Request, engine.Options.FrameBytes, cancellation)).Succeeded(out var body, out refusal))
        {
            return refusal.ToProblem(context);
        }

        using (body)
        {
            if ((await session.LookAsync(frame with { Jpeg = body.Bytes }, cancellation)).Succeeded(out var result, out refusal)) return TypedResults.Ok(result);
        }

        if (refusal.Status == StatusCodes.Status429TooManyRequests) context.Response.Headers.RetryAfter = "1";
        return refusal.ToProblem(context);
    }

    private static Results<NoContent, NotFound> Calibrate(Guid id, ClaimsPrincipal caller, LiveSessions sessions)
    {
        if (sessions.Find(caller.PersonId(), id) is not { } session) return TypedResults.NotFound();
        session.Calibrate();
        return TypedResults.NoContent();
    }

    private static Results<NoContent, NotFound> TakeBreak(Guid id, ClaimsPrincipal caller, LiveSessions sessions)
    {
        if (sessions.Find(caller.PersonId(), id) is not { } session) return TypedResults.NotFound();
        session.TakeBreak();
        return TypedResults.NoContent();
    }

    /// <summary>A session that has ended already is answered with its report as well.</summary>
    private static async Task<Results<Ok<SessionReport>, NotFound>> EndAsync(
        Guid id, ClaimsPrincipal caller, LiveSessions sessions, LiveReports reports, CancellationToken cancellation)
    {
        if (sessions.Find(caller.PersonId(), id) is { } session) await sessions.EndAsync(session, cancellation);
        return await reports.FindAsync(caller.PersonId(), id, cancellation) is { } report ? TypedResults.Ok(report) : TypedResults.NotFound();
    }

    private static Outcome<LiveFrame> ReadHeaders(HttpRequest request)
    {
        var frame = new LiveFrame();
        if (request.Headers[TimeHeader].ToString() is { Length: > 0 } time)
        {
            if (!double.TryParse(time, CultureInfo.InvariantCulture, out var milliseconds)) return Refusal.Of<LiveText>("frame-time", StatusCodes.Status400BadRequest);
            frame = frame with { TimeMs = milliseconds };
        }

        if (request.Headers[CropHeader].ToString() is { Length: > 0 } crop)
        {
            if (Crop.Parse(crop) is not { } parsed) return Refusal.Of<LiveText>("crop-invalid", StatusCodes.Status400BadRequest);
            frame = frame with { Crop = parsed };
        }

        return frame;
    }
}

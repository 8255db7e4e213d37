using System.Security.Claims;
using Iris.Accounts;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Live.Frames;

/// <summary>What a caller says to have frames kept: for how many days. The call is the consent.</summary>
public sealed record FrameKeepingRequest(int? Days = null);

/// <summary>Which deletion to undo: the time that it was answered with.</summary>
public sealed record FrameRestoreRequest(DateTimeOffset DeletedAt);

/// <summary>When frames were deleted, which undoes it.</summary>
internal sealed record FramesDeleted(DateTimeOffset DeletedAt);

/// <summary>How many frames came back.</summary>
internal sealed record FramesRestored(int Frames);

/// <summary><c>/api/v1/live/frames</c>: the frames that the caller wanted to be kept. Another person's frame is answered like one that never was.</summary>
internal static class FrameEndpoints
{
    public const string Path = "/api/v1/live/frames";

    private const int DefaultLimit = 24;
    private const int LargestLimit = 100;

    public static void MapFrames(this IEndpointRouteBuilder routes)
    {
        var frames = routes.MapGroup(Path).RequireAuthorization().WithTags("Kept frames").ProducesProblem(StatusCodes.Status401Unauthorized);
        frames.MapGet("/", StatusAsync).WithSummary("Whether frames are kept, for how many days, and how many there are.");
        frames.MapPut("/", EnableAsync).WithSummary("Keeps frames from now on, for 1 to 30 days. The call is the caller's consent.").ProducesProblem(StatusCodes.Status400BadRequest);
        frames.MapDelete("/", DisableAsync).WithSummary("Keeps no frames any more; '?erase=true' also erases all that are kept, at once.");
        frames.MapPost("/restore", RestoreAsync).WithSummary("Undoes a deletion, for ten minutes.");

        var session = frames.MapGroup("/sessions/{session:guid}");
        session.MapGet("/", ListAsync).WithSummary("The kept frames of a session in order.").WithDescription("'cursor' is the nextCursor of the page before; 'limit' 1 to 100, 24 by default.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        session.MapDelete("/", DeleteSessionAsync).WithSummary("Deletes the kept frames of a session.").ProducesProblem(StatusCodes.Status404NotFound);

        var frame = frames.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        frame.MapGet("/image", ImageAsync).WithSummary("The frame.").Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType());
        frame.MapGet("/thumbnail", ThumbnailAsync).WithSummary("The frame, small.").Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType());
        frame.MapDelete("/", DeleteAsync).WithSummary("Deletes a frame.");
    }

    private static async Task<Ok<FrameKeepingStatus>> StatusAsync(ClaimsPrincipal caller, FrameKeepings keepings, CancellationToken cancellation) =>
        TypedResults.Ok(await keepings.StatusAsync(caller.PersonId(), cancellation));

    private static async Task<Results<Ok<FrameKeepingStatus>, ProblemHttpResult>> EnableAsync(
        FrameKeepingRequest request, HttpContext context, FrameKeepings keepings, CancellationToken cancellation)
    {
        var days = request.Days ?? (await keepings.StatusAsync(context.User.PersonId(), cancellation)).Days;
        return (await keepings.EnableAsync(context.User.PersonId(), days, cancellation)).Succeeded(out var status, out var refusal) ? TypedResults.Ok(status) : refusal.ToProblem(context);
    }

    private static async Task<Ok<FrameKeepingStatus>> DisableAsync(
        ClaimsPrincipal caller, FrameKeepings keepings, KeptFrames frames, CancellationToken cancellation, bool erase = false)
    {
        await keepings.DisableAsync(caller.PersonId(), cancellation);
        if (erase) await frames.EraseAsync(caller.PersonId(), cancellation);
        return TypedResults.Ok(await keepings.StatusAsync(caller.PersonId(), cancellation));
    }

    private static async Task<Results<Ok<FrameSlice>, ProblemHttpResult>> ListAsync(
        Guid session, HttpContext context, KeptFrames frames, CancellationToken cancellation, Guid? cursor = null, int limit = DefaultLimit) =>
        limit is >= 1 and <= LargestLimit
            ? TypedResults.Ok(await frames.PageAsync(context.User.PersonId(), session, cursor, limit, cancellation))
            : Refusal.Of<LiveText>("frame-limit", StatusCodes.Status400BadRequest, LargestLimit).ToProblem(context);

    private static Task<Results<Ok<FramesDeleted>, NotFound>> DeleteSessionAsync(Guid session, ClaimsPrincipal caller, KeptFrames frames, CancellationToken cancellation) =>
        AnswerAsync(frames.DeleteAsync(caller.PersonId(), frame: null, session, cancellation));

    private static Task<Results<Ok<FramesDeleted>, NotFound>> DeleteAsync(Guid id, ClaimsPrincipal caller, KeptFrames frames, CancellationToken cancellation) =>
        AnswerAsync(frames.DeleteAsync(caller.PersonId(), id, session: null, cancellation));

    private static async Task<Results<Ok<FramesDeleted>, NotFound>> AnswerAsync(Task<DateTimeOffset?> deletion) =>
        await deletion is { } deletedAt ? TypedResults.Ok(new FramesDeleted(deletedAt)) : TypedResults.NotFound();

    private static async Task<Ok<FramesRestored>> RestoreAsync(FrameRestoreRequest request, ClaimsPrincipal caller, KeptFrames frames, CancellationToken cancellation) =>
        TypedResults.Ok(new FramesRestored(await frames.RestoreAsync(caller.PersonId(), request.DeletedAt.ToUniversalTime(), cancellation)));

    private static async Task<IResult> ImageAsync(Guid id, HttpContext context, KeptFrames frames, IObjectStore store) =>
        await frames.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } frame ? await PrivateObject.SendAsync(context, store, frame.PictureKey) : TypedResults.NotFound();

    private static async Task<IResult> ThumbnailAsync(Guid id, HttpContext context, KeptFrames frames, IObjectStore store) =>
        await frames.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } frame ? await PrivateObject.SendAsync(context, store, frame.ThumbnailKey) : TypedResults.NotFound();
}

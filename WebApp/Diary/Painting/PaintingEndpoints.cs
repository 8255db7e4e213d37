using System.Security.Claims;
using Iris.Accounts;
using Iris.Diary.Painting.Jobs;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Painting;

/// <summary>A picture that was ordered.</summary>
internal sealed record PaintingAccepted(Guid JobId);

/// <summary>Where a picture stands, as the API answers it.</summary>
/// <param name="Status">Queued, running, done, failed or cancelled.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="PreviewUrl">What is to be seen so far, while the picture is being painted.</param>
/// <param name="PictureId">The picture in the gallery, once it is done.</param>
/// <param name="ImageUrl">The picture itself.</param>
/// <param name="Error">Why it failed, as a sentence.</param>
internal sealed record PaintingProgressDocument(JobStatus Status, double Progress, string? PreviewUrl, Guid? PictureId, string? ImageUrl, string? Error)
{
    public static PaintingProgressDocument Of(PaintingState state, IStringLocalizer text) => new(
        state.Status,
        Math.Round(state.Progress, 3),
        state.PreviewUrl,
        state.PictureId,
        state.PictureId is { } picture ? ReadingUrls.Image(picture) : null,
        state.Error is { } error ? text[$"Failure.{error}"].Value : null);
}

/// <summary><c>/api/v1/diary/pictures</c>: a sentence in, a picture out some seconds later. Another person's job is answered like one that never was.</summary>
internal static class PaintingEndpoints
{
    public const string Path = "/api/v1/diary/pictures";

    public static void MapPaintingApi(this IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup(Path).RequireAuthorization().WithTags("Diary").ProducesProblem(StatusCodes.Status401Unauthorized);
        pictures.MapPost("/", OrderAsync)
            .WithSummary("Orders a picture of a sentence.")
            .WithDescription("The prompt is Korean or English, at most 300 characters. 'seed' makes a picture repeatable: 0 to 4294967295. 422 'prompt-blocked' when the diary does not paint that; 429 when today's allowance is spent or too many pictures wait; 503 when the queue is full or no painter can paint.")
            .RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        var picture = pictures.MapGroup("/{jobId:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        picture.MapGet("/", FindAsync).WithSummary("Where a picture stands.").WithDescription("Known for two days after it has ended; the picture itself stays in the gallery.");
        picture.MapDelete("/", CancelAsync).WithSummary("Takes an order back, waiting or under way; a picture that is done stays. Repeatable.");
        picture.MapGet("/preview", PreviewAsync).WithSummary("What is to be seen of a picture under way: a small JPEG.")
            .Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType());
    }

    private static async Task<Results<Accepted<PaintingAccepted>, ValidationProblem, ProblemHttpResult>> OrderAsync(
        PaintingOrder order, HttpContext context, PainterInUse painters, PaintingDesk desk, IStringLocalizer<PaintingText> text, CancellationToken cancellation)
    {
        if (await painters.FindAsync(cancellation) is not { } painter)
        {
            return Refusal.Of<PaintingText>("no-painter", StatusCodes.Status503ServiceUnavailable).ToProblem(context);
        }

        var errors = new FieldErrors(text);
        order.Check(painter, errors);
        if (errors.Count > 0) return TypedResults.ValidationProblem(errors);
        return (await desk.OrderAsync(context.User.PersonId(), order, painter.Description, pictures: 1, cancellation)).Succeeded(out var jobs, out var refusal)
            ? TypedResults.Accepted($"{Path}/{jobs[0].Id}", new PaintingAccepted(jobs[0].Id))
            : refusal.ToProblem(context);
    }

    private static async Task<Results<Ok<PaintingProgressDocument>, NotFound>> FindAsync(
        Guid jobId, ClaimsPrincipal caller, PaintingDesk desk, IStringLocalizer<PaintingText> text, CancellationToken cancellation) =>
        await desk.FindAsync(caller.PersonId(), jobId, cancellation) is { } state ? TypedResults.Ok(PaintingProgressDocument.Of(state, text)) : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> CancelAsync(Guid jobId, ClaimsPrincipal caller, PaintingDesk desk, CancellationToken cancellation) =>
        await desk.CancelAsync(caller.PersonId(), jobId, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> PreviewAsync(Guid jobId, HttpContext context, PaintingDesk desk, CancellationToken cancellation)
    {
        if (await desk.PreviewAsync(context.User.PersonId(), jobId, cancellation) is not { } preview) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return TypedResults.Bytes(preview, PictureFormat.Jpeg.MediaType());
    }
}

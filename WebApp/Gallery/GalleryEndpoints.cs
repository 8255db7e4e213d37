using System.Security.Claims;
using System.Text.Json.Nodes;
using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Gallery;

/// <summary><c>/api/v1/gallery</c>: what the caller made. Another person's reading is answered like one that never was.</summary>
internal static class GalleryEndpoints
{
    public static void MapGalleryApi(this IEndpointRouteBuilder routes)
    {
        var gallery = routes.MapGroup("/api/v1/gallery").RequireAuthorization().WithTags("Gallery").ProducesProblem(StatusCodes.Status401Unauthorized);
        gallery.MapGet("/", ListAsync)
            .WithSummary("The caller's readings, newest first.")
            .WithDescription("'kind' is the slug of an instrument, or 'painting'; 'cursor' the nextCursor of the page before; 'limit' 1 to 100, 24 by default.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

        var reading = gallery.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        reading.MapGet("/", GetAsync).WithSummary("A reading with its result.").Produces<JsonObject>();
        reading.MapDelete("/", DeleteAsync).WithSummary("Deletes a reading; for ten minutes it can be restored, then its pictures are erased.");
        reading.MapPost("/restore", RestoreAsync).WithSummary("Undoes a deletion.");
        reading.MapGalleryPictures();
    }

    private static async Task<Results<Ok<GallerySlice>, ProblemHttpResult>> ListAsync(
        HttpContext context, OwnReadings readings, CancellationToken cancellation, string? kind = null, string? cursor = null, int limit = ListPage.DefaultLimit)
    {
        if (!ListPage.Of(cursor, limit).Succeeded(out var page, out var refusal)) return refusal.ToProblem(context);
        return TypedResults.Ok(await readings.PageAsync(context.User.PersonId(), string.IsNullOrEmpty(kind) ? null : kind, page.After, page.Limit, cancellation));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, NotFound>> GetAsync(
        Guid id, ClaimsPrincipal caller, OwnReadings readings, ReadingKinds kinds, CancellationToken cancellation) =>
        await readings.FindAsync(caller.PersonId(), id, cancellation) is { } reading
            ? TypedResults.Json(ReadingDocument.Of(reading, kinds.Find(reading.Instrument)))
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(Guid id, ClaimsPrincipal caller, OwnReadings readings, CancellationToken cancellation) =>
        await readings.DeleteAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RestoreAsync(Guid id, ClaimsPrincipal caller, OwnReadings readings, CancellationToken cancellation) =>
        await readings.RestoreAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();
}

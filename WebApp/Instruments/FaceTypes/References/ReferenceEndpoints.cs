using System.Security.Claims;
using Iris.Platform.Audit;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Iris.Instruments.FaceTypes.References;

/// <summary>A reference picture as the API answers it.</summary>
/// <param name="Id">Of the picture.</param>
/// <param name="TypeId">What the face is taken for.</param>
/// <param name="AddedAt">When it was given.</param>
/// <param name="MayBeShown">Whether people see it beside readings and in the survey.</param>
/// <param name="ImageUrl">Opens for admins.</param>
internal sealed record ReferenceDocument(Guid Id, Guid TypeId, DateTimeOffset AddedAt, bool MayBeShown, string ImageUrl)
{
    public static ReferenceDocument Of(TypeReference reference) => new(reference.Id, reference.TypeId, reference.AddedAt, reference.MayBeShown, ReferenceEndpoints.Image(reference.Id));
}

/// <param name="TypeId">What the face is to be taken for.</param>
internal sealed record ReferenceChange(Guid TypeId);

/// <summary>Reference pictures, below <c>/api/v1/admin/face-types</c>, for admins.</summary>
internal static class ReferenceEndpoints
{
    private const string Yes = "true";

    public static string Image(Guid reference) => $"{Types.TypeEndpoints.Path}/references/{reference}/image";

    public static void MapReferences(this RouteGroupBuilder types)
    {
        types.MapGet("/{id:guid}/references", ListAsync).WithSummary("The reference pictures of a type, oldest first.");
        types.MapPost("/{id:guid}/references", AddAsync).WithSummary("Adds a reference picture to a type.")
            .WithDescription("One face, as for a reading; only the face is kept. 'rights' is 'true' when you have the right to use the picture for this, 'shown' is 'true' when people may see it beside results and in the survey. At most 200 pictures a type.")
            .AcceptsUpload().RequireRateLimiting(RateLimits.Costly).Accepts<IFormFile>("multipart/form-data")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        types.MapPut("/references/{id:guid}", MoveAsync).WithSummary("Takes a reference picture for another type.").ProducesProblem(StatusCodes.Status404NotFound);
        types.MapDelete("/references/{id:guid}", RemoveAsync).WithSummary("Removes a reference picture with its votes. What was trained with it stays.").ProducesProblem(StatusCodes.Status404NotFound);
        types.MapGet("/references/{id:guid}/image", ImageAsync).WithSummary("A reference picture.")
            .Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType()).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IEnumerable<ReferenceDocument>>> ListAsync(Guid id, ReferencePictures references, CancellationToken cancellation) =>
        TypedResults.Ok((await references.ReadAsync(cancellation)).Where(reference => reference.TypeId == id).Select(ReferenceDocument.Of));

    private static async Task<Results<Created<ReferenceDocument>, NotFound, ProblemHttpResult>> AddAsync(
        Guid id, HttpContext context, ReferencePictures references, IOptions<PictureLimits> limits, CancellationToken cancellation)
    {
        if (!(await PictureUpload.ReadAsync(context.Request, limits.Value, cancellation)).Succeeded(out var upload, out var refusal)) return refusal.ToProblem(context);
        var fields = upload.Fields;
        if (await references.AddAsync(id, upload.File, Actor.Of(context.User), fields["rights"] is Yes, fields["shown"] is Yes, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out var reference, out refusal) ? TypedResults.Created(Image(reference.Id), ReferenceDocument.Of(reference)) : refusal.ToProblem(context);
    }

    private static async Task<Results<NoContent, NotFound>> MoveAsync(Guid id, ReferenceChange change, ClaimsPrincipal caller, ReferencePictures references, CancellationToken cancellation) =>
        await references.MoveAsync(id, change.TypeId, Actor.Of(caller), cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RemoveAsync(Guid id, ClaimsPrincipal caller, ReferencePictures references, CancellationToken cancellation) =>
        await references.RemoveAsync(id, Actor.Of(caller), cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<IResult> ImageAsync(Guid id, HttpContext context, ReferencePictures references, IObjectStore store) =>
        await references.FindAsync(id, context.RequestAborted) is { } reference ? await PrivateObject.SendAsync(context, store, reference.PictureKey) : TypedResults.NotFound();
}

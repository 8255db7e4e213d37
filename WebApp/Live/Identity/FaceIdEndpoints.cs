using System.Security.Claims;
using Iris.Accounts;
using Iris.Instruments;
using Iris.Live.Transport;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Iris.Live.Identity;

/// <summary><c>/api/v1/face-id</c>: whether the posture coach knows the caller's face. It answers how well, never the face.</summary>
internal static class FaceIdEndpoints
{
    public static void MapFaceId(this IEndpointRouteBuilder routes)
    {
        var faceId = routes.MapGroup("/api/v1/face-id").RequireAuthorization().WithTags("Face id").ProducesProblem(StatusCodes.Status401Unauthorized);
        faceId.MapGet("/", GetAsync).WithSummary("Whether the caller's face is enrolled.");
        faceId.MapDelete("/", DeleteAsync).WithSummary("Forgets the caller's face at once.");
        faceId.MapPost("/enroll", EnrollAsync)
            .WithSummary("Enrols the face of a picture: the largest. The call is the caller's consent.")
            .AcceptsUpload().RequireRateLimiting(RateLimits.Costly)
            .Accepts<IFormFile>("multipart/form-data", "image/jpeg", "image/png", "image/webp")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<FaceIdStatus>> GetAsync(ClaimsPrincipal caller, FaceIds faceIds, CancellationToken cancellation) =>
        TypedResults.Ok(await faceIds.StatusAsync(caller.PersonId(), cancellation));

    private static async Task<NoContent> DeleteAsync(ClaimsPrincipal caller, FaceIds faceIds, CancellationToken cancellation)
    {
        await faceIds.DeleteAsync(caller.PersonId(), cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>The picture is the part <c>file</c> of a form, or the whole body.</summary>
    private static async Task<Results<Ok<FaceIdStatus>, ProblemHttpResult>> EnrollAsync(
        HttpContext context, FaceIds faceIds, IOptions<PictureLimits> limits, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
        {
            if (!(await RequestBody.ReadAsync(context.Request, limits.Value.Bytes, cancellation)).Succeeded(out var body, out var tooLarge)) return tooLarge.ToProblem(context);
            using (body)
            {
                return Answer(await faceIds.EnrollAsync(context.User.PersonId(), body.Bytes, cancellation));
            }
        }

        return (await PictureUpload.ReadAsync(context.Request, limits.Value, cancellation)).Succeeded(out var upload, out var refusal)
            ? Answer(await faceIds.EnrollAsync(context.User.PersonId(), upload.File, cancellation))
            : refusal.ToProblem(context);

        Results<Ok<FaceIdStatus>, ProblemHttpResult> Answer(Outcome<FaceIdStatus> outcome) =>
            outcome.Succeeded(out var status, out var refused) ? TypedResults.Ok(status) : refused.ToProblem(context);
    }
}

using System.Security.Claims;
using Iris.Accounts;
using Iris.Diary.Feed;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Profiles;

/// <summary><c>/api/v1/people/{nickname}</c>, as everybody may see them, and <c>/api/v1/diary/profile</c>, what the caller shows.</summary>
internal static class ProfileEndpoints
{
    public const string People = "/api/v1/people", Path = "/api/v1/diary/profile";

    public static void MapProfilesApi(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup(People + "/{nickname}").RequireAuthorization().WithTags("Diary").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/", FindAsync).WithSummary("A person as everybody sees them; whoever is blocked finds nobody.");
        people.MapGet("/avatar", AvatarAsync).WithSummary("The picture of a person, as a small JPEG.").AllowAnonymous().Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType()).Produces(StatusCodes.Status304NotModified);

        var profile = routes.MapGroup(Path).RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        profile.MapGet("/", ReadAsync).WithSummary("What the caller shows everybody.");
        profile.MapPut("/", ChangeAsync).WithSummary("Changes what the caller shows everybody.").WithDescription("'bio' has up to 300 characters; 'avatarId' is the id of a reading of the caller's gallery, or null.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<ProfileDocument>, NotFound>> FindAsync(string nickname, ClaimsPrincipal caller, PublicProfiles profiles, CancellationToken cancellation) =>
        await profiles.FindAsync(caller.ReaderId(), nickname, cancellation) is { } profile ? TypedResults.Ok(profile) : TypedResults.NotFound();

    private static async Task<IResult> AvatarAsync(string nickname, HttpContext context, PublicProfiles profiles, IObjectStore store) =>
        await profiles.AvatarAsync(context.User.ReaderId(), nickname, context.RequestAborted) is { } reading ? await PrivateObject.SendAsync(context, store, reading.ThumbnailKey) : TypedResults.NotFound();

    private static async Task<Ok<ProfileContent>> ReadAsync(ClaimsPrincipal caller, PublicProfiles profiles, CancellationToken cancellation) => TypedResults.Ok(await profiles.ReadAsync(caller.PersonId(), cancellation));

    private static async Task<Results<Ok<ProfileContent>, ProblemHttpResult>> ChangeAsync(ProfileContent content, HttpContext context, PublicProfiles profiles, CancellationToken cancellation) =>
        (await profiles.ChangeAsync(context.User.PersonId(), content, cancellation)).Succeeded(out var kept, out var refusal) ? TypedResults.Ok(kept) : refusal.ToProblem(context);
}

using System.Security.Claims;
using Iris.Accounts;
using Iris.Diary.Posts;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Likes;

/// <summary><c>/api/v1/diary/posts/{id}/like</c>. A post that the caller may not read is answered like one that never was.</summary>
internal static class LikeEndpoints
{
    public static void MapLikesApi(this IEndpointRouteBuilder routes)
    {
        var like = routes.MapGroup(PostEndpoints.Path + "/{id:guid}/like").RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);
        like.MapPut("/", LikeAsync).WithSummary("Likes a post: once per person, however often it is asked for.");
        like.MapDelete("/", UnlikeAsync).WithSummary("Takes a like back.");
    }

    private static async Task<Results<Ok<PostLiking>, NotFound>> LikeAsync(Guid id, ClaimsPrincipal caller, PostLikes likes, CancellationToken cancellation) =>
        await likes.LikeAsync(caller.PersonId(), id, cancellation) is { } liking ? TypedResults.Ok(liking) : TypedResults.NotFound();

    private static async Task<Results<Ok<PostLiking>, NotFound>> UnlikeAsync(Guid id, ClaimsPrincipal caller, PostLikes likes, CancellationToken cancellation) =>
        await likes.UnlikeAsync(caller.PersonId(), id, cancellation) is { } liking ? TypedResults.Ok(liking) : TypedResults.NotFound();
}

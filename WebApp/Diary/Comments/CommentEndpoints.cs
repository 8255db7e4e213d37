using System.Security.Claims;
using Iris.Accounts;
using Iris.Diary.Posts;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Comments;

/// <summary><c>/api/v1/diary/posts/{id}/comments</c>. A post that the caller may not read is answered like one that never was.</summary>
internal static class CommentEndpoints
{
    public static void MapCommentsApi(this IEndpointRouteBuilder routes)
    {
        var comments = routes.MapGroup(PostEndpoints.Path + "/{id:guid}/comments").RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);
        comments.MapGet("/", ListAsync).WithSummary("What others say to a post, newest first.")
            .WithDescription("'cursor' is the nextCursor of the page before; 'limit' 1 to 100, 24 by default.").ProducesProblem(StatusCodes.Status400BadRequest);
        comments.MapPost("/", WriteAsync).WithSummary("Says something to a post.").WithDescription("'text' is plain text of up to 1,000 characters, without words of the site's list.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        var comment = comments.MapGroup("/{comment:guid}");
        comment.MapPut("/", ChangeAsync).WithSummary("Puts another text in the place of an own comment's.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        comment.MapDelete("/", DeleteAsync).WithSummary("Deletes an own comment, or one to an own post; for ten minutes it can be restored.");
        comment.MapPost("/restore", RestoreAsync).WithSummary("Undoes the caller's deletion.");
    }

    private static async Task<Results<Ok<CommentSlice>, ProblemHttpResult, NotFound>> ListAsync(
        Guid id, HttpContext context, PostComments comments, CancellationToken cancellation, string? cursor = null, int limit = ListPage.DefaultLimit)
    {
        if (!ListPage.Of(cursor, limit).Succeeded(out var page, out var refusal)) return refusal.ToProblem(context);
        return await comments.PageAsync(context.User.PersonId(), id, page.After, page.Limit, cancellation) is { } slice ? TypedResults.Ok(slice) : TypedResults.NotFound();
    }

    private static async Task<Results<Created<CommentItem>, ProblemHttpResult, NotFound>> WriteAsync(Guid id, CommentContent content, HttpContext context, PostComments comments, CancellationToken cancellation)
    {
        if (await comments.WriteAsync(context.User.PersonId(), id, content.Text, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out var comment, out var refusal) ? TypedResults.Created((string?)null, comment) : refusal.ToProblem(context);
    }

    private static async Task<Results<Ok<CommentItem>, ProblemHttpResult, NotFound>> ChangeAsync(Guid id, Guid comment, CommentContent content, HttpContext context, PostComments comments, CancellationToken cancellation)
    {
        if (await comments.ChangeAsync(context.User.PersonId(), id, comment, content.Text, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out var changed, out var refusal) ? TypedResults.Ok(changed) : refusal.ToProblem(context);
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(Guid id, Guid comment, ClaimsPrincipal caller, PostComments comments, CancellationToken cancellation) =>
        await comments.DeleteAsync(caller.PersonId(), id, comment, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RestoreAsync(Guid id, Guid comment, ClaimsPrincipal caller, PostComments comments, CancellationToken cancellation) =>
        await comments.RestoreAsync(caller.PersonId(), id, comment, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();
}

using System.Security.Claims;
using Iris.Accounts;
using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Moderation.Administration;

/// <summary><c>/api/v1/admin/reports</c>, <c>/posts</c> and <c>/comments</c>: what was reported, and what is decided about it, for admins.</summary>
internal static class ModerationEndpoints
{
    public static void MapModerationApi(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/v1/admin").RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).WithTags("Administration")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapGet("/reports", ListAsync).WithSummary("Posts and comments that were reported; what waits longest first.")
            .WithDescription("'state' is 'open', or 'hidden' for what is hidden now; 'cursor' is the nextCursor of the page before; 'limit' 1 to 100, 24 by default.").ProducesProblem(StatusCodes.Status400BadRequest);
        admin.MapPut("/posts/{id:guid}", DecideAboutPostAsync).WithSummary("Hides a post, shows it again, or warns its author; its reports are settled with that.")
            .WithDescription("'hidden' null leaves it as it is. A hidden post is there for its author and for admins alone.").ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapPut("/comments/{id:guid}", DecideAboutCommentAsync).WithSummary("The same for a comment.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ReportedSlice>, ProblemHttpResult>> ListAsync(
        HttpContext context, ReportQueue queue, CancellationToken cancellation, string? state = null, string? cursor = null, int limit = ListPage.DefaultLimit)
    {
        if (!ListPage.Of(cursor, limit).Succeeded(out var page, out var refusal)) return refusal.ToProblem(context);
        if ((string.IsNullOrEmpty(state) ? ReportedState.Open : ApiWords.Find<ReportedState>(state)) is not { } wanted) return Refusal.Of<ModerationText>("state-unknown", StatusCodes.Status400BadRequest).ToProblem(context);
        return TypedResults.Ok(await queue.PageAsync(wanted, page.After, page.Limit, cancellation));
    }

    private static async Task<Results<NoContent, NotFound>> DecideAboutPostAsync(Guid id, ModerationOrder order, ClaimsPrincipal caller, ReportQueue queue, CancellationToken cancellation) =>
        await queue.DecideAboutPostAsync(Actor.Of(caller), id, order, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> DecideAboutCommentAsync(Guid id, ModerationOrder order, ClaimsPrincipal caller, ReportQueue queue, CancellationToken cancellation) =>
        await queue.DecideAboutCommentAsync(Actor.Of(caller), id, order, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();
}

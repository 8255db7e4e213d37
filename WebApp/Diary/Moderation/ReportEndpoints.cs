using Iris.Accounts;
using Iris.Diary.Posts;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Moderation;

/// <summary>Reporting a post or a comment.</summary>
internal static class ReportEndpoints
{
    public static void MapReportsApi(this IEndpointRouteBuilder routes)
    {
        var post = routes.MapGroup(PostEndpoints.Path + "/{id:guid}").RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);
        const string Description = "'reason' is 'spam', 'insult', 'sexual', 'violence', 'privacy' or 'other'; 'note' may say more in up to 500 characters. Twice is no error.";
        post.MapPost("/report", (Guid id, ReportContent content, HttpContext context, Reports reports, CancellationToken cancellation) => ReportAsync(id, null, content, context, reports, cancellation))
            .WithSummary("Reports a post to those who run the site.").WithDescription(Description);
        post.MapPost("/comments/{comment:guid}/report", (Guid id, Guid comment, ReportContent content, HttpContext context, Reports reports, CancellationToken cancellation) => ReportAsync(id, comment, content, context, reports, cancellation))
            .WithSummary("Reports a comment to those who run the site.").WithDescription(Description);
    }

    private static async Task<Results<NoContent, ProblemHttpResult, NotFound>> ReportAsync(
        Guid id, Guid? comment, ReportContent content, HttpContext context, Reports reports, CancellationToken cancellation)
    {
        if (await reports.ReportAsync(context.User.PersonId(), id, comment, content, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out _, out var refusal) ? TypedResults.NoContent() : refusal.ToProblem(context);
    }
}

using Iris.Platform.Audit;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Admin.Audit;

/// <summary>Something that was done.</summary>
/// <param name="Id">Of the entry; later ones are greater.</param>
/// <param name="At">When.</param>
/// <param name="Actor">The nickname of whoever did it; absent: the program, or an account that is erased.</param>
/// <param name="Action">Such as <c>server-start</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">More about it.</param>
internal sealed record AuditDocument(Guid Id, DateTimeOffset At, string? Actor, string Action, string Subject, string? Detail);

internal sealed record AuditSlice(IReadOnlyList<AuditDocument> Items, string? NextCursor);

/// <summary><c>/api/v1/admin/audit</c>: what admins did, newest first.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 50, LargestLimit = 200;

    public static void MapAudit(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/audit", ListAsync).WithSummary("What admins did, newest first.")
            .WithDescription("'cursor' is the nextCursor of the page before; 'limit' 1 to 200, 50 by default.").ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<AuditSlice>, ProblemHttpResult>> ListAsync(HttpContext context, AuditLog log, CancellationToken cancellation, string? cursor = null, int limit = DefaultLimit)
    {
        if (!ListPage.Of(cursor, limit, LargestLimit).Succeeded(out var page, out var refusal)) return refusal.ToProblem(context);
        var (entries, next) = ListCursor.Cut(await log.PageAsync(page.After, page.Limit + 1, cancellation), page.Limit, entry => entry.Id);
        return TypedResults.Ok(new AuditSlice([.. entries.Select(entry => new AuditDocument(entry.Id, entry.At, entry.ActorName, entry.Action, entry.Subject, entry.Detail))], next));
    }
}

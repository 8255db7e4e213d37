using System.Security.Claims;
using Iris.Accounts;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Friends;

/// <summary>Whom to ask, or to block.</summary>
/// <param name="Nickname">As the other person is called; upper and lower case are the same.</param>
public sealed record FriendRequest(string? Nickname);

/// <summary>The answer to somebody who asked.</summary>
/// <param name="Accept">Yes or no.</param>
public sealed record FriendAnswer(bool Accept);

/// <summary><c>/api/v1/friends</c>. What is between others, and whoever blocks the caller, is answered like what never was.</summary>
internal static class FriendEndpoints
{
    public const string Path = "/api/v1/friends";

    public static void MapFriendsApi(this IEndpointRouteBuilder routes)
    {
        var friends = routes.MapGroup(Path).RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        friends.MapGet("/", ListAsync).WithSummary("The caller's secret friends, who asks, who was asked, whose diary is frozen, and whom the caller blocks.");
        friends.MapPost("/", AskAsync)
            .WithSummary("Asks somebody to be a secret friend; whoever was asked by that person already says yes with it.")
            .WithDescription("'status' is 'sent', or 'friends'; 'diaryId' then names the diary that the two share.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        friends.MapPut("/{id:guid}", AnswerAsync).WithSummary("Says yes or no to somebody who asked.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        friends.MapDelete("/{id:guid}", EndAsync).WithSummary("Takes a question back, or ends a friendship: its diary can be read by both, and written by nobody any more.").ProducesProblem(StatusCodes.Status404NotFound);
        friends.MapPost("/blocks", BlockAsync).WithSummary("Blocks somebody, who then can neither find the caller nor read anything of the caller's.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        friends.MapDelete("/blocks/{id:guid}", UnblockAsync).WithSummary("Takes a block back.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<FriendSlice>> ListAsync(ClaimsPrincipal caller, FriendList friends, CancellationToken cancellation) =>
        TypedResults.Ok(new FriendSlice(await friends.ListAsync(caller.PersonId(), cancellation), null));

    private static async Task<Results<Ok<SecretFriend>, ProblemHttpResult>> AskAsync(FriendRequest request, HttpContext context, FriendList friends, CancellationToken cancellation) =>
        (await friends.AskAsync(context.User.PersonId(), request.Nickname, cancellation)).Succeeded(out var friend, out var refusal) ? TypedResults.Ok(friend) : refusal.ToProblem(context);

    private static async Task<Results<Ok<SecretFriend>, ProblemHttpResult, NotFound>> AnswerAsync(Guid id, FriendAnswer answer, HttpContext context, FriendList friends, CancellationToken cancellation)
    {
        if (await friends.AnswerAsync(context.User.PersonId(), id, answer.Accept, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out var friend, out var refusal) ? TypedResults.Ok(friend) : refusal.ToProblem(context);
    }

    private static async Task<Results<NoContent, NotFound>> EndAsync(Guid id, ClaimsPrincipal caller, FriendList friends, CancellationToken cancellation) =>
        await friends.EndAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<SecretFriend>, ProblemHttpResult>> BlockAsync(FriendRequest request, HttpContext context, FriendList friends, CancellationToken cancellation) =>
        (await friends.BlockAsync(context.User.PersonId(), request.Nickname, cancellation)).Succeeded(out var friend, out var refusal) ? TypedResults.Ok(friend) : refusal.ToProblem(context);

    private static async Task<Results<NoContent, NotFound>> UnblockAsync(Guid id, ClaimsPrincipal caller, FriendList friends, CancellationToken cancellation) =>
        await friends.UnblockAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();
}

/// <summary>The friends as a list: all of them, on one page.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="NextCursor">Always null.</param>
internal sealed record FriendSlice(IReadOnlyList<SecretFriend> Items, string? NextCursor);

using System.Security.Claims;
using Iris.Accounts;
using Iris.Gallery;
using Iris.Platform;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Posts;

/// <summary><c>/api/v1/diary/posts</c>: what the caller wrote. Another person's post is answered like one that never was.</summary>
internal static class PostEndpoints
{
    public const string Path = "/api/v1/diary/posts";

    private const int DefaultLimit = 24;
    private const int LargestLimit = 100;

    /// <summary>The only order so far: one by likes needs likes.</summary>
    private const string Newest = "new";

    public static void MapPostsApi(this IEndpointRouteBuilder routes)
    {
        var posts = routes.MapGroup(Path).RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        posts.MapPost("/", WriteAsync)
            .WithSummary("Writes a post.")
            .WithDescription("'title' has up to 120 characters, 'text' up to 10,000 and may be missing beside a picture; 'pictureId' is the id of a reading of the caller's gallery. 'visibility' is 'private': this server keeps posts private so far, and has no shared diaries. 'day' is the day that the post is about, such as 2026-11-25; by default the day of writing (UTC).");
        posts.MapGet("/", ListAsync)
            .WithSummary("The caller's posts, newest first, with the beginning of their text.")
            .WithDescription("'sort' is 'new'; 'cursor' the nextCursor of the page before; 'limit' 1 to 100, 24 by default.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

        var post = posts.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        post.MapGet("/", GetAsync).WithSummary("A post with its whole text.").WithDescription("'imageUrl' is null without a picture, and while the reading that 'pictureId' names is deleted.");
        post.MapPut("/", ChangeAsync).WithSummary("Puts another content in the place of a post's; fields left out take their defaults.");
        post.MapDelete("/", DeleteAsync).WithSummary("Deletes a post; for ten minutes it can be restored.");
        post.MapPost("/restore", RestoreAsync).WithSummary("Undoes a deletion.");
    }

    private static async Task<Results<Created<PostDocument>, ValidationProblem>> WriteAsync(
        PostContent content, ClaimsPrincipal caller, OwnPosts posts, IStringLocalizer<PostsText> text, CancellationToken cancellation)
    {
        var errors = new FieldErrors(text);
        return await posts.WriteAsync(caller.PersonId(), content, errors, cancellation) is { } post
            ? TypedResults.Created($"{Path}/{post.Id}", await DescribeAsync(post, posts, cancellation))
            : TypedResults.ValidationProblem(errors);
    }

    private static async Task<Results<Ok<PostSlice>, ProblemHttpResult>> ListAsync(
        HttpContext context, OwnPosts posts, CancellationToken cancellation, string? sort = null, string? cursor = null, int limit = DefaultLimit)
    {
        if (!string.IsNullOrEmpty(sort) && sort != Newest) return Refusal.Of<PostsText>("sort", StatusCodes.Status400BadRequest).ToProblem(context);
        if (limit is < 1 or > LargestLimit) return Refusal.Of<PostsText>("limit", StatusCodes.Status400BadRequest, LargestLimit).ToProblem(context);
        Guid? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!GalleryCursor.TryDecode(cursor, out var last)) return Refusal.Of<PostsText>("cursor", StatusCodes.Status400BadRequest).ToProblem(context);
            after = last;
        }

        return TypedResults.Ok(await posts.PageAsync(context.User.PersonId(), after, limit, cancellation));
    }

    private static async Task<Results<Ok<PostDocument>, NotFound>> GetAsync(Guid id, ClaimsPrincipal caller, OwnPosts posts, CancellationToken cancellation) =>
        await posts.FindAsync(caller.PersonId(), id, cancellation) is { } post ? TypedResults.Ok(await DescribeAsync(post, posts, cancellation)) : TypedResults.NotFound();

    private static async Task<Results<Ok<PostDocument>, ValidationProblem, NotFound>> ChangeAsync(
        Guid id, PostContent content, ClaimsPrincipal caller, OwnPosts posts, IStringLocalizer<PostsText> text, CancellationToken cancellation)
    {
        var errors = new FieldErrors(text);
        if (await posts.ChangeAsync(caller.PersonId(), id, content, errors, cancellation) is { } post) return TypedResults.Ok(await DescribeAsync(post, posts, cancellation));
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(Guid id, ClaimsPrincipal caller, OwnPosts posts, CancellationToken cancellation) =>
        await posts.DeleteAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RestoreAsync(Guid id, ClaimsPrincipal caller, OwnPosts posts, CancellationToken cancellation) =>
        await posts.RestoreAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<PostDocument> DescribeAsync(DiaryPost post, OwnPosts posts, CancellationToken cancellation) =>
        PostDocument.Of(post, hasPicture: await posts.PictureOfAsync(post, cancellation) is not null);
}

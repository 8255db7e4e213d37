using System.Security.Claims;
using System.Text.Json;
using Iris.Accounts;
using Iris.Diary.Feed;
using Iris.Platform;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Posts;

/// <summary><c>/api/v1/diary/posts</c>: what the caller wrote, and what others let the caller read. Everything else is answered like what never was.</summary>
internal static class PostEndpoints
{
    public const string Path = "/api/v1/diary/posts";

    private const string Newest = "new", MostLiked = "top";

    public static void MapPostsApi(this IEndpointRouteBuilder routes)
    {
        var posts = routes.MapGroup(Path).RequireAuthorization().WithTags("Diary").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        posts.MapPost("/", WriteAsync)
            .WithSummary("Writes a post.")
            .WithDescription("'title' has up to 120 characters, 'text' up to 10,000 and may be missing beside a picture; 'pictureIds' are up to four readings of the caller's gallery, 'pictureId' one. 'mood' is 'happy', 'calm', 'excited', 'tired', 'sad' or 'angry', 'weather' 'sunny', 'cloudy', 'windy', 'rain', 'thunder' or 'snow'. The text is a part of Markdown. 'visibility' is 'private', which is the default, 'secret' with the 'diaryId' that the caller shares with a friend, 'friends' or 'public'. 'day' is the day that the post is about, such as 2026-11-25; by default the day of writing (UTC). 'tags' are up to 8 words of up to 24 letters.");
        posts.MapGet("/", ListAsync)
            .WithSummary("What the caller may read, with the beginning of each text.")
            .WithDescription("'sort' is 'new', or 'top' for the public posts of the last seven days, the most liked first; 'tag' a tag; 'author' a nickname, or '@me' for what the caller wrote; 'q' up to five words that a post of the caller's own, or a public one, has to have, newest first; 'cursor' the nextCursor of the page before; 'limit' 1 to 100, 24 by default. An unchanged page is answered with 304 to its entity tag.")
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status400BadRequest);

        var post = posts.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        post.MapGet("/", GetAsync).WithSummary("A post with its whole text.").WithDescription("'imageUrl' is null without a picture, and while the reading that 'pictureId' names is deleted; 'pictures' are all of them that there are.");
        post.MapPut("/", ChangeAsync).WithSummary("Puts another content in the place of a post's; fields left out take their defaults.");
        post.MapDelete("/", DeleteAsync).WithSummary("Deletes a post; for ten minutes it can be restored.");
        post.MapPost("/restore", RestoreAsync).WithSummary("Undoes a deletion.");
        post.MapPostPictures();
    }

    private static async Task<Results<Created<PostDocument>, ValidationProblem, ProblemHttpResult>> WriteAsync(
        PostContent content, HttpContext context, OwnPosts posts, ReadablePosts readable, IStringLocalizer<PostsText> text, CancellationToken cancellation)
    {
        var (person, errors) = (context.User.PersonId(), new FieldErrors(text));
        if (await posts.WriteAsync(person, content, errors, cancellation) is not { } outcome) return TypedResults.ValidationProblem(errors);
        return outcome.Succeeded(out var post, out var refusal)
            ? TypedResults.Created($"{Path}/{post.Id}", await readable.FindAsync(person, post.Id, cancellation))
            : refusal.ToProblem(context);
    }

    private static async Task<Results<Ok<PostSlice>, StatusCodeHttpResult, ProblemHttpResult>> ListAsync(
        HttpContext context, ReadablePosts posts, CancellationToken cancellation, string? sort = null, string? tag = null, string? author = null, string? q = null, string? cursor = null, int limit = ListPage.DefaultLimit)
    {
        if (!ListPage.Of(null, limit).Succeeded(out _, out var refusal)) return refusal.ToProblem(context);
        var filter = new FeedFilter(Author: NullIfEmpty(author), Tag: NullIfEmpty(tag));
        var reader = context.User.PersonId();
        PostSlice slice;
        switch (NullIfEmpty(sort) ?? Newest)
        {
            case Newest when NullIfEmpty(q) is not null:
                if (!ListPage.Of(cursor, limit).Succeeded(out var page, out var noCursor)) return noCursor.ToProblem(context);
                slice = await posts.SearchAsync(reader, q, page.After, limit, cancellation);
                break;
            case Newest when NullIfEmpty(cursor) is null:
                slice = await posts.NewestAsync(reader, filter, after: null, limit, cancellation);
                break;
            case Newest when ListCursor.TryDecode(cursor!, out var last):
                slice = await posts.NewestAsync(reader, filter, last, limit, cancellation);
                break;
            case MostLiked when NullIfEmpty(cursor) is null:
                slice = await posts.TopAsync(reader, filter, after: null, limit, cancellation);
                break;
            case MostLiked when FeedCursor.TryDecode(cursor!, out var last):
                slice = await posts.TopAsync(reader, filter, last, limit, cancellation);
                break;
            case Newest or MostLiked:
                return ListPage.NoCursor.ToProblem(context);
            default:
                return Refusal.Of<PostsText>("sort", StatusCodes.Status400BadRequest).ToProblem(context);
        }

        return PrivateObject.IsUnchanged(context, JsonSerializer.Serialize(slice, ApiJson.Options)) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(slice);
    }

    private static async Task<Results<Ok<PostDocument>, NotFound>> GetAsync(Guid id, ClaimsPrincipal caller, ReadablePosts posts, CancellationToken cancellation) =>
        await posts.FindAsync(caller.PersonId(), id, cancellation) is { } post ? TypedResults.Ok(post) : TypedResults.NotFound();

    private static async Task<Results<Ok<PostDocument>, ValidationProblem, ProblemHttpResult, NotFound>> ChangeAsync(
        Guid id, PostContent content, HttpContext context, OwnPosts posts, ReadablePosts readable, IStringLocalizer<PostsText> text, CancellationToken cancellation)
    {
        var (person, errors) = (context.User.PersonId(), new FieldErrors(text));
        if (await posts.ChangeAsync(person, id, content, errors, cancellation) is not { } outcome) return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.NotFound();
        if (!outcome.Succeeded(out _, out var refusal)) return refusal.ToProblem(context);
        return await readable.FindAsync(person, id, cancellation) is { } post ? TypedResults.Ok(post) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(Guid id, ClaimsPrincipal caller, OwnPosts posts, CancellationToken cancellation) =>
        await posts.DeleteAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RestoreAsync(Guid id, ClaimsPrincipal caller, OwnPosts posts, CancellationToken cancellation) =>
        await posts.RestoreAsync(caller.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

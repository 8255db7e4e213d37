using System.Security.Claims;
using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;

namespace Iris.Diary.Feed;

/// <summary>The pictures of posts, for whoever may read the post: pages show them to people who are not signed in. The gallery that they come from stays its owner's.</summary>
internal static class PostPictures
{
    public static void MapPostPictures(this IEndpointRouteBuilder post)
    {
        post.MapGet("/image", (Guid id, HttpContext context, ReadablePosts posts, IObjectStore store, int picture = 0) => SendAsync(id, picture, context, posts, store, reading => reading.ShownKey))
            .WithSummary("A picture of a post, without its metadata.").WithDescription("'picture' says which, from 0.").ProducesPicture();
        post.MapGet("/thumbnail", (Guid id, HttpContext context, ReadablePosts posts, IObjectStore store, int picture = 0) => SendAsync(id, picture, context, posts, store, reading => reading.ThumbnailKey))
            .WithSummary("A small JPEG of it.").ProducesPicture();
    }

    private static void ProducesPicture(this RouteHandlerBuilder route) =>
        route.AllowAnonymous().Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType()).Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> SendAsync(Guid id, int picture, HttpContext context, ReadablePosts posts, IObjectStore store, Func<Reading, ObjectKey> choose) =>
        await posts.PictureAsync(context.User.ReaderId(), id, picture, context.RequestAborted) is { } reading ? await PrivateObject.SendAsync(context, store, choose(reading)) : TypedResults.NotFound();

    /// <summary>Who reads; null: somebody who is not signed in.</summary>
    public static Guid? ReaderId(this ClaimsPrincipal reader) => reader.Identity?.IsAuthenticated == true ? reader.PersonId() : null;
}

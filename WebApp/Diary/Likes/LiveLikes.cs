using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Iris.Diary.Comments;
using Iris.Diary.Feed;
using Iris.Platform.Events;
using Iris.Platform.Web.Api;

namespace Iris.Diary.Likes;

/// <summary>
/// <c>/diary/live</c>: a WebSocket that says how often posts are liked, and that something is said to one, for pages without a circuit as well. A socket and no stream of events, of which a browser keeps six
/// to a site open and then loads nothing more. Without a query it tells what everybody may know; with <c>?post=</c> of one post, as long as the reader may read it.
/// </summary>
internal sealed class LiveLikes(LikeBoard board, IEvents events, ReadablePosts posts, IHostApplicationLifetime life)
{
    public const string Path = "/diary/live";

    /// <summary>On one node: the rest of the site needs descriptors too.</summary>
    private const int MostListeners = 5_000;

    /// <summary>Whoever reads more slowly loses the oldest; the next change tells the count anew.</summary>
    private const int Backlog = 64;

    private int listeners;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        pipeline.Run(context => context.RequestServices.GetRequiredService<LiveLikes>().ServeAsync(context));
        routes.MapGet(Path, pipeline.Build()).AllowAnonymous().ExcludeFromDescription();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var isOfOne = Guid.TryParse(context.Request.Query["post"], out var post);
        var reader = context.User.ReaderId();
        if (!context.WebSockets.IsWebSocketRequest || !IsOfThisSite(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (isOfOne && !await posts.IsReadableAsync(reader, post, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            if (Interlocked.Increment(ref listeners) > MostListeners)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await TellAsync(socket, isOfOne ? post : null, reader, context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref listeners);
        }
    }

    private async Task TellAsync(WebSocket socket, Guid? one, Guid? reader, CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, life.ApplicationStopping);
        var news = Channel.CreateBounded<IReadOnlyList<LikedPost>?>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        void Note(IReadOnlyList<LikedPost> changed) => news.Writer.TryWrite(changed);
        board.Changed += Note;
        // Null: something was said to the one post.
        using var comments = one is { } watched ? events.Listen(PostComments.TopicOf(watched), _ => news.Writer.TryWrite(null)) : null;
        var leaving = WaitForEndAsync(socket, ended);
        try
        {
            await foreach (var changed in news.Reader.ReadAllAsync(ended.Token))
            {
                List<object> told = changed is null ? [new { Post = one, Comments = true }] : [.. changed.Where(post => one is null ? post.IsPublic : post.Post == one).Select(post => new { post.Post, post.Likes })];
                if (told.Count == 0) continue;
                if (one is { } id && !await posts.IsReadableAsync(reader, id, ended.Token)) break;
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(told, ApiJson.Options), WebSocketMessageType.Text, endOfMessage: true, ended.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // The browser has left, or the program ends.
        }
        finally
        {
            board.Changed -= Note;
        }

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await CloseAsync(socket);
        await ended.CancelAsync();
        await leaving;
    }

    /// <summary>A browser says nothing here but that it leaves.</summary>
    private static async Task WaitForEndAsync(WebSocket socket, CancellationTokenSource ended)
    {
        var nothing = new byte[64];
        try
        {
            while ((await socket.ReceiveAsync(nothing.AsMemory(), ended.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // It has left without saying so.
        }

        await ended.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // There is nobody to say it to.
        }
    }

    /// <summary>Browsers say which page opens a socket; another site's has no business here.</summary>
    private static bool IsOfThisSite(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));
}

using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Iris.Platform.Web.Limits;

/// <summary>
/// How much a request may carry: little by default, more only where an endpoint says so. The server's own limit would end the connection while the caller is
/// still sending, who then sees a broken line and no answer; so the limit is kept here, and what still comes after an answer is read and thrown away.
/// </summary>
internal static class RequestSizes
{
    /// <summary>Bytes of any request body: 1 MiB.</summary>
    public const long Default = 1 << 20;

    /// <summary>Bytes of a request with one picture: 20 MiB and 1 MiB for the rest of the form.</summary>
    public const long Upload = 21 << 20;

    /// <summary>Bytes that a caller may go on sending for nothing: a film of a phone that was taken for a picture.</summary>
    internal const long LargestWaste = 256 << 20;

    private static readonly TimeSpan LongestWaste = TimeSpan.FromMinutes(1);

    /// <summary>Lets an endpoint (or group) take a picture; larger bodies are answered 413.</summary>
    public static TBuilder AcceptsUpload<TBuilder>(this TBuilder builder, long bytes = Upload) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>Keeps the limits of all that follows, so it comes first.</summary>
    public static IApplicationBuilder UseRequestSizes(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
        {
            await next(context);
            return;
        }

        var body = new BoundedBody(context.Request);
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(body);
        context.Request.Body = body;
        context.Response.OnStarting(() =>
        {
            // Whoever was never told to go on sends nothing more, and the next request must not be taken for the rest of this one.
            if (body.IsAwaited) context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        await next(context);
        if (body.IsAwaited || body.IsRead || context.RequestAborted.IsCancellationRequested) return;
        await context.Response.CompleteAsync();
        await body.ThrowAwayAsync(context.RequestAborted);
    });

    /// <summary>The body of a request up to the limit of its endpoint, which routing sets through the feature.</summary>
    private sealed class BoundedBody(HttpRequest request) : Stream, IHttpMaxRequestBodySizeFeature
    {
        private readonly Stream body = request.Body;
        private long taken;
        private bool begun;

        /// <summary>Whether the end was reached.</summary>
        public bool IsRead { get; private set; }

        /// <summary>Whether the caller waits for a word before it sends the body, and has not got one.</summary>
        public bool IsAwaited => !begun && request.Headers.Expect.Count > 0;

        public bool IsReadOnly => begun;

        public long? MaxRequestBodySize { get; set; } = Default;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        /// <exception cref="BadHttpRequestException">413: there is more than the limit, or will be.</exception>
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (request.ContentLength > MaxRequestBodySize) throw TooLarge();
            begun = true;
            var count = await body.ReadAsync(buffer, cancellationToken);
            IsRead |= count == 0 && buffer.Length > 0;
            taken += count;
            return taken > MaxRequestBodySize ? throw TooLarge() : count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies of requests are read asynchronously.");

        /// <summary>Reads what still comes, within bounds.</summary>
        public async Task ThrowAwayAsync(CancellationToken aborted)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
            patience.CancelAfter(LongestWaste);
            var buffer = new byte[64 * 1024];
            try
            {
                for (var wasted = 0L; wasted < LargestWaste && await body.ReadAsync(buffer, patience.Token) is > 0 and var count;) wasted += count;
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // Whoever stopped sending, or went on for too long, has the answer all the same, or does not want it.
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static BadHttpRequestException TooLarge() => new("The body of the request is too large.", StatusCodes.Status413PayloadTooLarge);
    }
}

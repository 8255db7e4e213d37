using System.Buffers;

namespace Iris.Worker;

/// <summary>The body of a request, whole, in pooled memory. Its size is bounded by <see cref="Platform.Web.Limits.RequestSizes"/>.</summary>
internal sealed class RequestBody : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private byte[] buffer;
    private int length;

    private RequestBody(int size) => buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <exception cref="BadHttpRequestException">It is too large, is cut off, or took too long: whoever sends it holds a place.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        // One byte more, so that the end is seen without a larger buffer.
        var body = new RequestBody((int)Math.Min(request.ContentLength ?? 1 << 16, 1 << 24) + 1);
        try
        {
            while (await request.Body.ReadAsync(body.buffer.AsMemory(body.length), patience.Token) is > 0 and var count)
            {
                body.length += count;
                if (body.length == body.buffer.Length) body.Grow();
            }

            return body;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            body.Dispose();
            throw new BadHttpRequestException("The request took too long.", StatusCodes.Status408RequestTimeout);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

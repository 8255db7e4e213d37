using System.Buffers;
using Iris.Live.Sessions;
using Iris.Platform;

namespace Iris.Live.Transport;

/// <summary>The bytes of a request's body in a pooled buffer: thirty frames a second should not be thirty arrays a second.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly byte[] buffer;

    private RequestBody(byte[] buffer, int length) => (this.buffer, Bytes) = (buffer, buffer.AsMemory(0, length));

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads all of a body. Refusal: <c>frame-too-large</c> (413).</summary>
    public static async Task<Outcome<RequestBody>> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) return LiveFrame.TooLarge(limit);
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? limit) + 1);
        try
        {
            var length = 0;
            int read;
            while (length < buffer.Length && (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation)) > 0) length += read;
            if (length <= limit) return new RequestBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return LiveFrame.TooLarge(limit);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

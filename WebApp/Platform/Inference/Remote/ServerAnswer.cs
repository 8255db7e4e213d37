using System.Buffers;
using System.Net;
using Iris.Platform.Inference.Protocol;

namespace Iris.Platform.Inference.Remote;

/// <summary>An answer of a server, whole, in pooled memory.</summary>
internal sealed class ServerAnswer : IDisposable
{
    private const int LongestWords = 200;

    private readonly byte[] buffer;
    private readonly int length;

    private ServerAnswer(HttpStatusCode status, string? headerLength, TimeSpan? retryAfter, byte[] buffer, int length) =>
        (Status, HeaderLength, RetryAfter, this.buffer, this.length) = (status, headerLength, retryAfter, buffer, length);

    public HttpStatusCode Status { get; }

    /// <summary>The value of <see cref="ProtocolJson.LengthHeader"/>.</summary>
    public string? HeaderLength { get; }

    /// <summary>When the server wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; }

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, length);

    /// <summary>Reads an answer on the calling thread.</summary>
    /// <param name="response">Its headers are there.</param>
    /// <param name="largest">A longer body is refused.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ProtocolException">It is too long.</exception>
    public static ServerAnswer Read(HttpResponseMessage response, int largest, CancellationToken cancellation)
    {
        // A stream that is read on a thread knows no cancellation; taking the connection away ends it.
        using var abort = cancellation.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
        if (response.Content.Headers.ContentLength is { } stated && stated > largest) throw TooLong();
        var buffer = ArrayPool<byte>.Shared.Rent((int)(response.Content.Headers.ContentLength ?? 4096) + 1);
        try
        {
            using var stream = response.Content.ReadAsStream(cancellation);
            var length = 0;
            while (stream.Read(buffer, length, buffer.Length - length) is > 0 and var count)
            {
                length += count;
                if (length > largest) throw TooLong();
                if (length == buffer.Length) buffer = Larger(buffer);
            }

            cancellation.ThrowIfCancellationRequested();
            response.Content.Headers.TryGetValues(ProtocolJson.LengthHeader, out var inContent);
            response.Headers.TryGetValues(ProtocolJson.LengthHeader, out var inHeaders);
            return new ServerAnswer(response.StatusCode, (inHeaders ?? inContent)?.FirstOrDefault(), response.Headers.RetryAfter?.Delta, buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ProtocolException TooLong() => new($"The answer is longer than {largest} bytes.");
    }

    /// <summary>What the server says is wrong, on one line.</summary>
    public string Words()
    {
        var words = $"{(int)Status}";
        try
        {
            words = ProtocolJson.Parse<ErrorDocument>(Body).Error;
        }
        catch (ProtocolException)
        {
            // Something between here and the server answered; its status says more than its page.
        }

        var line = string.Concat(words.Take(LongestWords).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter));
        return words.Length > LongestWords ? line + "…" : line;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private static byte[] Larger(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * full.Length);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}

using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.S3;
using Amazon.S3.Model;

namespace Iris.Platform.Storage;

/// <summary>Objects in one bucket of Amazon S3 or of another server that speaks its protocol.</summary>
internal sealed class S3ObjectStore(IAmazonS3 client, S3Options options, TimeProvider clock) : IObjectStore, IDisposable
{
    /// <summary>Without it the library signs URLs for servers with an address of their own by version 2, which says nothing to Amazon's newer regions.</summary>
    static S3ObjectStore() => AWSConfigsS3.UseSignatureVersion4 = true;

    private readonly string bucket = options.Bucket ?? throw new ArgumentException("No bucket is named.", nameof(options));
    private readonly string folder = options.Prefix.Trim('/') is { Length: > 0 } prefix ? prefix + '/' : "";

    /// <summary>How many objects one request lists or deletes: as many as the protocol allows.</summary>
    public int BatchSize { get; init; } = 1000;

    public async Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var segment) ? segment : content.ToArray();
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = NameOf(key),
                ContentType = contentType,
                InputStream = stream,
                AutoCloseStream = false,
                UseChunkEncoding = options.ChunkedSigning,
            },
            cancellation);
    }

    public async Task<StoredObject?> OpenAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            var response = await client.GetObjectAsync(bucket, NameOf(key), cancellation);
            return new StoredObject(response.ResponseStream, response.Headers.ContentType, response.ContentLength);
        }
        catch (AmazonS3Exception missing) when (missing is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
        {
            return null;
        }
    }

    public async Task DeleteAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellation)
    {
        foreach (var batch in keys.Chunk(BatchSize))
        {
            var objects = batch.Select(key => new KeyVersion { Key = NameOf(key) }).ToList();
            await client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = objects, Quiet = true }, cancellation);
        }
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation)
    {
        if (!ObjectKey.IsPrefix(prefix)) throw new ArgumentException("Objects are listed by the prefix of their keys.", nameof(prefix));
        return EntriesAsync($"{folder}{prefix}/", cancellation);
    }

    public Uri SignedUrl(ObjectKey key, TimeSpan lifetime, string? downloadName = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, IObjectStore.LongestLifetime);
        return new Uri(client.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = NameOf(key),
            Verb = HttpVerb.GET,
            Protocol = options.Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
            Expires = (clock.GetUtcNow() + lifetime).UtcDateTime,
            ResponseHeaderOverrides = { ContentDisposition = ObjectEndpoint.Disposition(downloadName) },
        }));
    }

    public void Dispose() => client.Dispose();

    private string NameOf(ObjectKey key) => folder + key;

    private async IAsyncEnumerable<ObjectEntry> EntriesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = BatchSize });
        await foreach (var item in pages.S3Objects.WithCancellation(cancellation))
        {
            if (ObjectKey.TryParse(item.Key[folder.Length..], out var key))
            {
                yield return new ObjectEntry(key, item.Size, item.LastModified.ToUniversalTime());
            }
        }
    }
}

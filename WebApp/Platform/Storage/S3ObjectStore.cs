using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Iris.Platform.Storage;

/// <summary>Objects in one bucket of Amazon S3 or of another server that speaks its protocol.</summary>
internal sealed class S3ObjectStore(IAmazonS3 client, S3Options options, TimeProvider clock, ILogger<S3ObjectStore> log) : IObjectStore, IDisposable
{
    /// <summary>Without it the library answers null where a listing is empty.</summary>
    static S3ObjectStore() => AWSConfigs.InitializeCollections = true;

    private readonly string bucket = options.Bucket ?? throw new ArgumentException("No bucket is named.", nameof(options));
    private readonly string folder = options.Prefix.Trim('/') is { Length: > 0 } prefix ? prefix + '/' : "";

    /// <summary>How many objects one request lists or deletes: as many as the protocol allows.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>What is larger goes up in parts of this size, of which only one is repeated when the line breaks. S3 takes parts from 5 MB.</summary>
    public int PartBytes { get; init; } = 32 << 20;

    public async Task PutAsync(ObjectKey key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var segment) ? segment : content.ToArray();
        if (bytes.Count > PartBytes)
        {
            await PutPartsAsync(NameOf(key), bytes, contentType, cancellation);
            return;
        }

        using var stream = Read(bytes);
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

    /// <summary>Not by the library's TransferUtility: it always signs in chunks, which some servers keep as part of the object.</summary>
    private async Task PutPartsAsync(string name, ArraySegment<byte> bytes, string contentType, CancellationToken cancellation)
    {
        var begun = new InitiateMultipartUploadRequest { BucketName = bucket, Key = name, ContentType = contentType };
        if (options.Checksums) begun.ChecksumAlgorithm = ChecksumAlgorithm.CRC32;
        var upload = (await client.InitiateMultipartUploadAsync(begun, cancellation)).UploadId;
        try
        {
            var complete = new CompleteMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = upload };
            for (var (number, start) = (1, 0); start < bytes.Count; number++, start += PartBytes)
            {
                using var part = Read(bytes.Slice(start, Math.Min(PartBytes, bytes.Count - start)));
                complete.AddPartETagsAndChecksums(await client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = bucket,
                        Key = name,
                        UploadId = upload,
                        PartNumber = number,
                        PartSize = part.Length,
                        InputStream = part,
                        UseChunkEncoding = options.ChunkedSigning,
                    },
                    cancellation));
            }

            await client.CompleteMultipartUploadAsync(complete, cancellation);
        }
        catch
        {
            await AbortAsync(name, upload);
            throw;
        }
    }

    /// <summary>Parts that are neither completed nor aborted stay, and are paid for.</summary>
    private async Task AbortAsync(string name, string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = upload }, CancellationToken.None);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            // What the caller has to hear is why the upload ended.
            log.LogWarning(failure, "The parts of {Key} could not be removed from the bucket; a lifecycle rule for incomplete uploads does", name);
        }
    }

    private static MemoryStream Read(ArraySegment<byte> bytes) => new(bytes.Array!, bytes.Offset, bytes.Count, writable: false);

    private async IAsyncEnumerable<ObjectEntry> EntriesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = BatchSize });
        await foreach (var item in pages.S3Objects.WithCancellation(cancellation))
        {
            if (ObjectKey.TryParse(item.Key[folder.Length..], out var key))
            {
                yield return new ObjectEntry(key, item.Size ?? 0, item.LastModified.GetValueOrDefault().ToUniversalTime());
            }
        }
    }
}

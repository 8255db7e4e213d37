using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Iris.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Tests.Platform.Storage;

/// <summary>What becomes of the parts of an upload that ends early, before a server of our own: s3rver can't abort.</summary>
public sealed class AbortedUploadTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> requests = [];
    private readonly TaskCompletionSource secondPart = new();
    private readonly WebApplication server;
    private int statusOfAbort = StatusCodes.Status204NoContent;

    public AbortedUploadTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    public Task InitializeAsync() => server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_cancelled_upload_gives_its_parts_back()
    {
        using var gone = new CancellationTokenSource();
        using var store = Open();

        var put = store.PutAsync(ObjectKey.New("large", ".tif"), new byte[12], "image/tiff", gone.Token);
        await secondPart.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Equal(["POST", "PUT", "PUT", "DELETE"], requests);
    }

    [Fact]
    public async Task Whoever_cancelled_hears_of_that_even_where_nothing_can_be_given_back()
    {
        statusOfAbort = StatusCodes.Status403Forbidden;
        using var gone = new CancellationTokenSource();
        using var store = Open();

        var put = store.PutAsync(ObjectKey.New("large", ".tif"), new byte[12], "image/tiff", gone.Token);
        await secondPart.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Contains("DELETE", requests);
    }

    private S3ObjectStore Open()
    {
        var options = new S3Options { Bucket = "iris", Endpoint = new Uri(server.Urls.Single()), PathStyle = true, ChunkedSigning = false };
        return new S3ObjectStore(new AmazonS3Client(new BasicAWSCredentials("some", "body"), options.ToConfig()), options, TimeProvider.System, NullLogger<S3ObjectStore>.Instance) { PartBytes = 4 };
    }

    /// <summary>Takes the first part, and keeps the second waiting until its sender is gone.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        requests.Enqueue(context.Request.Method);
        switch (context.Request.Method)
        {
            case "POST":
                context.Response.ContentType = "application/xml";
                await context.Response.WriteAsync("<InitiateMultipartUploadResult><Bucket>iris</Bucket><Key>key</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>");
                break;
            case "PUT" when context.Request.Query["partNumber"] == "1":
                context.Response.Headers.ETag = "\"1\"";
                break;
            case "PUT":
                secondPart.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = statusOfAbort;
                break;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Web;
using Amazon.Runtime;
using Amazon.S3;
using Iris.Platform;
using Iris.Platform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Tests.Platform.Storage;

public sealed class S3ObjectStoreTests(S3Server server) : ObjectStoreTests, IClassFixture<S3Server>, IDisposable
{
    private readonly S3ObjectStore store = server.Open("iris/tests/");
    private readonly HttpClient browser = new();

    private protected override IObjectStore Store => store;

    private protected override HttpClient Browser => browser;

    public void Dispose()
    {
        store.Dispose();
        browser.Dispose();
    }

    /// <summary>The test server takes any signature of version 4, so what a wrong one does is left to the makers of real servers.</summary>
    [Fact]
    public void A_signed_url_carries_its_expiry_and_a_signature_of_version_4()
    {
        var query = HttpUtility.ParseQueryString(Store.SignedUrl(ObjectKey.New("readings", ".jpg"), TimeSpan.FromHours(24)).Query);

        Assert.InRange(int.Parse(query["X-Amz-Expires"]!, CultureInfo.InvariantCulture), 86_390, 86_400);
        Assert.Matches("^[0-9a-f]{64}$", query["X-Amz-Signature"]);
    }

    [Fact]
    public async Task Prefixes_of_one_bucket_do_not_see_each_other()
    {
        var key = await PutAsync("mine");
        using var other = server.Open("");

        Assert.Null(await other.OpenAsync(key, default));
        Assert.DoesNotContain(key, await other.ListAsync("readings", default).Select(entry => entry.Key).ToListAsync());
    }

    [Fact]
    public async Task More_objects_than_fit_in_one_request_are_listed_and_deleted()
    {
        using var pedestrian = server.Open("", batchSize: 2);
        var keys = Enumerable.Range(0, 5).Select(_ => ObjectKey.New("many", "")).ToHashSet();
        foreach (var key in keys)
        {
            await pedestrian.PutAsync(key, default, "text/plain", default);
        }

        Assert.Equal(keys, await pedestrian.ListAsync("many", default).Select(entry => entry.Key).ToHashSetAsync());
        await pedestrian.DeleteAsync(keys, default);
        Assert.Empty(await pedestrian.ListAsync("many", default).ToListAsync());
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(true, 8)]
    [InlineData(false, 9)]
    public async Task What_is_larger_than_a_part_goes_up_in_parts_and_comes_back_whole(bool checksums, int length)
    {
        using var parts = server.Open("", partBytes: 4, checksums: checksums);
        var (key, content) = (ObjectKey.New("large", ".tif"), Enumerable.Range(1, length).Select(number => (byte)number).ToArray());

        await parts.PutAsync(key, content, "image/tiff", default);

        await using var stored = await parts.OpenAsync(key, default);
        using var copy = new MemoryStream();
        await stored!.Content.CopyToAsync(copy);
        Assert.Equal(("image/tiff", length), (stored.ContentType, (int)stored.Length));
        Assert.Equal(content, copy.ToArray());
    }

    [Fact]
    public async Task Without_checksums_content_comes_back_as_it_was()
    {
        using var bare = server.Open("", checksums: false);
        var key = ObjectKey.New("bare", ".txt");

        await bare.PutAsync(key, "content"u8.ToArray(), "text/plain", default);

        await using var stored = await bare.OpenAsync(key, default);
        using var reader = new StreamReader(stored!.Content);
        Assert.Equal("content", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_a_failure_that_readiness_tells_and_not_a_missing_object()
    {
        using var nowhere = server.Open("", bucket: "nowhere");

        await Assert.ThrowsAsync<AmazonS3Exception>(() => nowhere.OpenAsync(ObjectKey.New("readings", ""), default));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(Store));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(nowhere));
    }

    private static async Task<HealthStatus> HealthAsync(IObjectStore store)
    {
        var check = new ObjectStoreHealthCheck(store, TimeProvider.System);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("storage", check, HealthStatus.Unhealthy, tags: null) };
        return (await check.CheckHealthAsync(context)).Status;
    }
}

/// <summary>npm's s3rver as a child process on a free port, with a bucket in a temporary folder.</summary>
public sealed partial class S3Server : IAsyncLifetime
{
    private const string Bucket = "iris";

    private readonly string folder = Directory.CreateTempSubdirectory("iris-s3-").FullName;
    private Process? process;
    private Uri? endpoint;

    public async Task InitializeAsync()
    {
        // Its continuation tokens are encrypted with DES, which OpenSSL 3 keeps among the legacy ciphers.
        var program = Path.Combine(NodePackages.Find("s3rver"), "bin", "s3rver.js");
        process = Process.Start(new ProcessStartInfo(
            "node", ["--openssl-legacy-provider", program, "--directory", folder, "--address", "127.0.0.1", "--port", "0", "--silent", "--configure-bucket", Bucket])
        {
            RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (endpoint is null)
        {
            var line = await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("s3rver ended instead of listening.");
            if (Listening.Match(line) is { Success: true } listening) endpoint = new Uri($"http://{listening.Groups[1]}");
        }
    }

    public async Task DisposeAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal S3ObjectStore Open(string prefix, string bucket = Bucket, int batchSize = 1000, int partBytes = 32 << 20, bool checksums = true)
    {
        var options = new S3Options { Bucket = bucket, Endpoint = endpoint, PathStyle = true, Prefix = prefix, ChunkedSigning = false, Checksums = checksums };
        return new S3ObjectStore(new AmazonS3Client(new BasicAWSCredentials("S3RVER", "S3RVER"), options.ToConfig()), options, TimeProvider.System, NullLogger<S3ObjectStore>.Instance) { BatchSize = batchSize, PartBytes = partBytes };
    }

    [GeneratedRegex("listening on (.+)$")]
    private static partial Regex Listening { get; }
}

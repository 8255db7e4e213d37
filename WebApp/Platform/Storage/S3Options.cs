using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Iris.Platform.Storage;

/// <summary>
/// Section <c>Storage:S3</c> of the configuration. Naming a bucket chooses S3; without one, objects are files in the data folder. Credentials come from the
/// usual AWS chain: environment, profile, container or instance role.
/// </summary>
internal sealed class S3Options : IValidatableObject
{
    [RegularExpression(@"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]", ErrorMessage = "Storage:S3:Bucket is no name of a bucket.")]
    public string? Bucket { get; set; }

    /// <summary>Such as <c>ap-northeast-2</c>. With an <see cref="Endpoint"/>: the region that requests are signed for.</summary>
    public string? Region { get; set; }

    /// <summary>Address of another server than Amazon's, such as <c>https://minio.example.org</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether the bucket stands in the path instead of the host name; most servers other than Amazon's want that.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Put in front of every key, so that a bucket can be shared: <c>iris/production</c>.</summary>
    [RegularExpression(@"/?([A-Za-z0-9_\-]+/)*[A-Za-z0-9_\-]*", ErrorMessage = "Storage:S3:Prefix may have letters, digits, '-', '_' and '/'.")]
    public string Prefix { get; set; } = "";

    /// <summary>Whether uploads are signed chunk by chunk. Turn it off for servers that keep the chunks' signatures as part of the object.</summary>
    public bool ChunkedSigning { get; set; } = true;

    /// <summary>Whether every upload and download carries a checksum (CRC32). Turn it off for servers that refuse such headers.</summary>
    public bool Checksums { get; set; } = true;

    /// <summary>Whether a bucket is named.</summary>
    [MemberNotNullWhen(true, nameof(Bucket))]
    public bool IsSet => !string.IsNullOrEmpty(Bucket);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet && (Endpoint is not null || !string.IsNullOrEmpty(Region) || !string.IsNullOrEmpty(Prefix)))
        {
            yield return new ValidationResult("Storage:S3 has settings but names no bucket: set Storage:S3:Bucket, or remove them.");
        }

        if (Endpoint is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" }))
        {
            yield return new ValidationResult("Storage:S3:Endpoint has to start with http:// or https://.");
        }
    }

    /// <summary>The settings as Amazon's library takes them.</summary>
    internal AmazonS3Config ToConfig()
    {
        var config = new AmazonS3Config { ForcePathStyle = PathStyle };
        if (Endpoint is not null)
        {
            config.ServiceURL = Endpoint.AbsoluteUri;
            config.AuthenticationRegion = string.IsNullOrEmpty(Region) ? RegionEndpoint.USEast1.SystemName : Region;
        }
        else if (!string.IsNullOrEmpty(Region))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }

        if (!Checksums)
        {
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return config;
    }
}

using System.Net;
using Amazon.Runtime;

namespace Iris.Platform.Storage;

internal static class S3Errors
{
    /// <summary>True when the bucket has no room left to write.</summary>
    public static bool IsFull(Exception failure) => failure is AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage };
}

using Microsoft.AspNetCore.Mvc;

namespace Iris.Platform.Web;

/// <summary>How much a request may carry: little by default, more only where an endpoint says so.</summary>
internal static class RequestSizes
{
    /// <summary>Bytes of any request body: 1 MiB.</summary>
    public const long Default = 1 << 20;

    /// <summary>Bytes of a request with one picture: 20 MiB and 1 MiB for the rest of the form.</summary>
    public const long Upload = 21 << 20;

    /// <summary>Lets an endpoint (or group) take a picture; larger bodies are answered 413.</summary>
    public static TBuilder AcceptsUpload<TBuilder>(this TBuilder builder, long bytes = Upload) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestSizeLimitAttribute(bytes));
}

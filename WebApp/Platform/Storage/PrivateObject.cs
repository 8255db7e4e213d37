using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Iris.Platform.Storage;

/// <summary>
/// Answers what belongs to one person. It streams through the program, so that each request is asked whose it is; browsers keep it and ask with its
/// entity tag, which costs one query and no object.
/// </summary>
internal static class PrivateObject
{
    /// <summary>Streams an object whose owner was asked for before; 404 when the store has it no more.</summary>
    /// <param name="context">The request; its entity tag may save the answer.</param>
    /// <param name="store">Where the object is.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="downloadName">The browser saves it under this name; null: it shows it.</param>
    public static async Task<IResult> SendAsync(HttpContext context, IObjectStore store, ObjectKey key, string? downloadName = null)
    {
        if (IsUnchanged(context, key.ToString())) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (await store.OpenAsync(key, context.RequestAborted) is not { } stored) return TypedResults.NotFound();
        Confine(context, downloadName);
        context.Response.ContentLength = stored.Length;
        return TypedResults.Stream(stored.Content, stored.ContentType);
    }

    /// <summary>Answers the entity tag of a picture and whether the browser has it already. The tag is a digest, because keys stay with us.</summary>
    public static bool IsUnchanged(HttpContext context, string identity)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16))}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }

    /// <summary>The headers of <see cref="ObjectEndpoint.Confine"/>, and that no other site may embed it.</summary>
    public static void Confine(HttpContext context, string? downloadName)
    {
        ObjectEndpoint.Confine(context.Response, downloadName);
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}

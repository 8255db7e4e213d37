using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Iris.Platform.Storage;

/// <summary>Serves the signed URLs of <see cref="FolderObjectStore"/>.</summary>
internal static class ObjectEndpoint
{
    public const string Path = "/objects";

    public static void MapObjects(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path + "/{ticket}", [HttpMethods.Get, HttpMethods.Head], OpenAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<FileStreamHttpResult, NotFound>> OpenAsync(
        string ticket, HttpResponse response, ObjectTickets tickets, IObjectStore store, CancellationToken cancellation)
    {
        if (tickets.Open(ticket) is not { } opened || await store.OpenAsync(opened.Key, cancellation) is not { } stored)
        {
            return TypedResults.NotFound();
        }

        Confine(response, opened.DownloadName);
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Robots-Tag"] = "noindex";
        response.ContentLength = stored.Length;
        return TypedResults.Stream(stored.Content, stored.ContentType);
    }

    /// <summary>Headers for everything that came from a person: it is what its type says, it runs nothing, and it is shown or saved as asked.</summary>
    public static void Confine(HttpResponse response, string? downloadName)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = Disposition(downloadName);
    }

    /// <summary>The header that says whether a browser shows an object or saves it under a name.</summary>
    public static string Disposition(string? downloadName)
    {
        if (downloadName is null) return "inline";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(downloadName);
        return disposition.ToString();
    }
}

using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Web;

/// <summary>Shows a person what went wrong; the shell renders it in the look of the site.</summary>
internal interface IStatusPage
{
    /// <summary>Writes a page for the status that the response already carries.</summary>
    Task RenderAsync(HttpContext context);
}

/// <summary>
/// The one place that turns an unhandled exception, and every answer that was left without a body, into what the caller understands: a problem under
/// <c>/api</c> and <c>/hubs</c>, a page elsewhere. Neither tells more than the status: details belong to the log.
/// </summary>
internal static class ErrorResponses
{
    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api");

    public static bool IsHub(this HttpRequest request) => request.Path.StartsWithSegments("/hubs");

    public static IApplicationBuilder UseErrorResponses(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            AllowStatusCode404Response = true,
            StatusCodeSelector = StatusOf,
        })
        .UseStatusCodePages(status => WriteAsync(status.HttpContext));

    /// <summary>What is neither a bug nor broken: a body that was too large or broken off, somebody else who was faster, a disk that is full.</summary>
    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        DbUpdateException lost when lost.IsConflict() => StatusCodes.Status409Conflict,
        _ when Room.IsLackedBy(failure) => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static Task WriteAsync(HttpContext context)
    {
        if (context.Response.StatusCode == StatusCodes.Status507InsufficientStorage) context.RequestServices.GetRequiredService<Room>().Lacked();
        return context.Request.IsApi() || context.Request.IsHub()
            ? TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context)
            : context.RequestServices.GetRequiredService<IStatusPage>().RenderAsync(context);
    }
}

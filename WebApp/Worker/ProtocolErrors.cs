using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Inference.Protocol;
using Microsoft.AspNetCore.WebUtilities;

namespace Iris.Worker;

/// <summary>Every failure as the protocol has it: <c>{"error": "…"}</c>, with no more than the caller can use.</summary>
internal static class ProtocolErrors
{
    public static IResult Of(int status, string error) => Results.Json(new ErrorDocument(error), ProtocolJson.Options, statusCode: status);

    /// <summary>The one place that turns exceptions, and answers that were left without a body, into errors.</summary>
    public static void UseProtocolErrors(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody waits for an answer.
            }
            catch (Exception failure) when (!context.Response.HasStarted)
            {
                context.Response.Clear();
                await ToError(failure, app.Logger).ExecuteAsync(context);
            }
        });
        app.UseStatusCodePages(status =>
            Of(status.HttpContext.Response.StatusCode, ReasonPhrases.GetReasonPhrase(status.HttpContext.Response.StatusCode)).ExecuteAsync(status.HttpContext));
    }

    private static IResult ToError(Exception failure, ILogger log)
    {
        switch (failure)
        {
            case ProtocolException wrong:
                return Of(StatusCodes.Status400BadRequest, wrong.Message);
            case BadHttpRequestException bad:
                return Of(bad.StatusCode, ReasonPhrases.GetReasonPhrase(bad.StatusCode));
            case FolderProblemException problem:
                log.LogError("A network can't be loaded. {Problem}", problem.Message);
                return Of(StatusCodes.Status500InternalServerError, problem.Message);
            default:
                log.LogError(failure, "A request failed");
                return Of(StatusCodes.Status500InternalServerError, "The run failed. The server's log says why.");
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;

namespace Iris.Platform.Web;

/// <summary>
/// Answers of the API when something is wrong: RFC 9457 with a stable <c>type</c> of the form <c>/problems/{slug}</c>, and a localised <c>detail</c>
/// that a person can act on.
/// </summary>
internal static class Problems
{
    private const string TypePrefix = "/problems/";
    private static readonly TimeSpan BusyRetry = TimeSpan.FromSeconds(5);

    /// <summary>The slug of each status that can be answered without a refusal; others take the one of their class (400 or 500).</summary>
    internal static IReadOnlyDictionary<int, string> Slugs { get; } = new Dictionary<int, string>
    {
        [400] = "bad-request",
        [401] = "sign-in-required",
        [403] = "forbidden",
        [404] = "not-found",
        [405] = "method-not-allowed",
        [409] = "conflict",
        [413] = "too-large",
        [415] = "unsupported-media-type",
        [422] = "unusable",
        [429] = "too-many-requests",
        [500] = "internal-error",
        [503] = "unavailable",
        [507] = "storage-full",
    };

    /// <summary>The refusal as the API answers it: its status, <c>type</c> and <c>code</c> from the slug, its sentence in the caller's language, and Retry-After where it is known; 503 always has one.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal, HttpContext context)
    {
        var retry = refusal.RetryAfter ?? (refusal.Status == StatusCodes.Status503ServiceUnavailable ? BusyRetry : (TimeSpan?)null);
        if (retry is { } wait)
        {
            context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}";
        }

        var problem = new ProblemDetails
        {
            Type = TypePrefix + refusal.Code,
            Status = refusal.Status,
            Detail = refusal.Sentence(context.RequestServices.GetRequiredService<IStringLocalizerFactory>()),
            Extensions = { ["code"] = refusal.Code },
        };
        if (refusal.Reason is { } reason) problem.Extensions["reason"] = reason;
        foreach (var (name, fact) in refusal.Facts) problem.Extensions[name] = fact;
        return TypedResults.Problem(problem);
    }

    /// <summary>The refusal as a hub answers it: its code, a colon, and the sentence in the caller's language.</summary>
    public static HubException ToHubException(this Refusal refusal, IStringLocalizerFactory localizers) => new($"{refusal.Code}: {refusal.Sentence(localizers)}");

    /// <summary>Likewise for a status of <see cref="Slugs"/>.</summary>
    public static HubException ToHubException(int status, IStringLocalizer<WebText> text) => new($"{Slugs[status]}: {text[$"Status.{status}"]}");

    /// <summary>What a person reads about the refusal, in the current language.</summary>
    public static string Sentence(this Refusal refusal, IStringLocalizerFactory localizers) =>
        localizers.Create(refusal.Text)[refusal.Reason is { } reason ? $"Refusal.{refusal.Code}.{reason}" : $"Refusal.{refusal.Code}", refusal.Arguments];

    internal static IServiceCollection AddProblems(this IServiceCollection services) =>
        services
            .AddSingleton<IProblemDetailsWriter, Writer>()
            .AddProblemDetails()
            // Development would throw instead; a caller's mistake is the same answer everywhere.
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

    /// <summary>Writes every problem, also for callers that ask for another type: an answer they can't read is worse than one they did not want.</summary>
    private sealed class Writer : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            Complete(context.ProblemDetails, context.HttpContext);
            return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(
                context.ProblemDetails, context.ProblemDetails.GetType(), options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted));
        }
    }

    /// <summary>Replaces the framework's English texts and its links to the HTTP standard.</summary>
    private static void Complete(ProblemDetails problem, HttpContext context)
    {
        var status = problem.Status ?? context.Response.StatusCode;
        var known = Slugs.ContainsKey(status) ? status : status >= 500 ? 500 : 400;
        var text = context.RequestServices.GetRequiredService<IStringLocalizer<WebText>>();

        problem.Title = text[$"Status.{known}.Title"];
        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier;
        if (problem is HttpValidationProblemDetails validation)
        {
            problem.Type = TypePrefix + "validation";
            problem.Detail = text["Validation"];
            problem.Extensions["code"] = "validation";
            validation.Errors = validation.Errors.ToDictionary(field => CamelCase(field.Key), field => field.Value);
        }
        else if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) != true)
        {
            problem.Type = TypePrefix + Slugs[known];
            problem.Detail = text[$"Status.{known}"];
            problem.Extensions["code"] = Slugs[known];
        }
    }

    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}

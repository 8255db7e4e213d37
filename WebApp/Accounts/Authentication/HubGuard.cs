using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;

namespace Iris.Accounts.Authentication;

/// <summary>
/// What middleware does for a request, for the connections and calls of a hub: the session has to stand, calls are counted against the limit that
/// <see cref="EnableRateLimitingAttribute"/> names on the method, and nobody hears more of a bug than that there was one.
/// </summary>
internal sealed class HubGuard(Sessions sessions, OpenConnections connections, CallLimits limits, IStringLocalizer<WebText> text, ILogger<HubGuard> logger) : IHubFilter
{
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        connections.Add(context.Context);
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        await next(context, exception);
        connections.Remove(context.Context);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var (caller, method) = (invocation.Context, invocation.HubMethod);
        // Closing the connection, which is done soon, would swallow the answer.
        if (!await sessions.IsOpenAsync(caller.User!)) throw Problems.ToHubException(StatusCodes.Status401Unauthorized, text);
        var policy = method.GetCustomAttributes(typeof(EnableRateLimitingAttribute), inherit: false).OfType<EnableRateLimitingAttribute>().SingleOrDefault()?.PolicyName;
        if (!limits.TryTake(caller.User!.PersonId(), policy)) throw Problems.ToHubException(StatusCodes.Status429TooManyRequests, text);
        try
        {
            return await next(invocation);
        }
        catch (Exception failure) when (failure is not HubException)
        {
            // A caller who has gone hears nothing, and is no fault.
            if (!caller.ConnectionAborted.IsCancellationRequested) logger.LogError(failure, "{Method} of a hub failed", invocation.HubMethodName);
            throw Problems.ToHubException(StatusCodes.Status500InternalServerError, text);
        }
    }
}

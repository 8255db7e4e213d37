using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Web.Limits;

/// <summary>
/// How often a person, or an address that is not signed in, may ask. A feature names a policy on its endpoints with
/// <c>RequireRateLimiting(RateLimits.Costly)</c>, a page with <c>[EnableRateLimiting(RateLimits.Accounts)]</c>; everything else falls under the default.
/// </summary>
internal static class RateLimits
{
    /// <summary>Signing in, registering and what else tries a password. Reading a page is free.</summary>
    public const string Accounts = "accounts";

    /// <summary>Everything that runs a network or writes a picture.</summary>
    public const string Costly = "costly";

    /// <summary>Frames of a webcam, up to thirty a second. They do not count for the default, which a minute of them would use up.</summary>
    public const string Frames = "frames";

    internal static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection("RateLimits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallLimits>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsFrame(context) ? RateLimitPartition.GetNoLimiter("") : Partition(context, options => options.Default));
            limiter.AddPolicy(Accounts, context => Partition(context, options => options.Accounts, onlyWrites: true));
            limiter.AddPolicy(Costly, context => Partition(context, options => options.Costly, onlyWrites: true));
            limiter.AddPolicy(Frames, context => Partition(context, options => options.Frames));
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter))
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds)):0}";
                }

                return ValueTask.CompletedTask;
            };
        });
    }

    private static bool IsFrame(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Frames;

    private static RateLimitPartition<string> Partition(HttpContext context, Func<RateLimitOptions, RateLimit> choose, bool onlyWrites = false)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        var caller = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (!options.Enabled || (onlyWrites && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return RateLimitPartition.GetFixedWindowLimiter(caller, _ => choose(options).ToWindow());
    }
}

/// <summary>Calls of hubs, which no middleware sees. They have the limits of requests, and are counted apart from them.</summary>
internal sealed class CallLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<(Guid Person, string? Policy)> limiter = PartitionedRateLimiter.Create<(Guid Person, string? Policy), (Guid, string?)>(call =>
        options.Value.Enabled
            ? RateLimitPartition.GetFixedWindowLimiter((call.Person, call.Policy), of => options.Value.Of(of.Item2).ToWindow())
            : RateLimitPartition.GetNoLimiter((Guid.Empty, call.Policy)));

    /// <summary>False when a person has to wait.</summary>
    /// <param name="person">Who calls.</param>
    /// <param name="policy">A name of <see cref="RateLimits"/>; null: the default.</param>
    public bool TryTake(Guid person, string? policy)
    {
        using var lease = limiter.AttemptAcquire((person, policy));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>The section <c>RateLimits</c>.</summary>
internal sealed record RateLimitOptions
{
    public bool Enabled { get; init; } = true;

    public RateLimit Accounts { get; init; } = new() { Requests = 20, Seconds = 60 };

    public RateLimit Costly { get; init; } = new() { Requests = 120, Seconds = 60 };

    public RateLimit Frames { get; init; } = new() { Requests = 700, Seconds = 10 };

    public RateLimit Default { get; init; } = new() { Requests = 1200, Seconds = 60 };

    public RateLimit Of(string? policy) => policy switch
    {
        RateLimits.Accounts => Accounts,
        RateLimits.Costly => Costly,
        RateLimits.Frames => Frames,
        _ => Default,
    };
}

/// <summary>So many requests in a window of so many seconds.</summary>
internal sealed record RateLimit
{
    [Range(1, int.MaxValue)]
    public int Requests { get; init; }

    [Range(1, 86_400)]
    public int Seconds { get; init; }

    public FixedWindowRateLimiterOptions ToWindow() => new() { PermitLimit = Requests, Window = TimeSpan.FromSeconds(Seconds) };
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iris.Worker;

/// <summary>Ready means that there is something to serve.</summary>
internal sealed class WorkerHealth(ServedNetworks networks) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        networks.All().Any() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No painter has networks to serve."));
}

internal static class WorkerHealthEndpoints
{
    /// <summary>The program's own addresses and the protocol's; all of them are open, for they tell nothing.</summary>
    public static void MapWorkerHealth(this IEndpointRouteBuilder routes)
    {
        foreach (var home in new[] { "/health", "/v2/health" })
        {
            routes.MapHealthChecks($"{home}/live", new HealthCheckOptions { Predicate = _ => false });
            routes.MapHealthChecks($"{home}/ready");
        }
    }
}

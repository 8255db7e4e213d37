using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iris.Platform.Storage;

/// <summary>Asks the store for an object that can't exist: that needs the folder, or the bucket with its address and credentials, and costs next to nothing.</summary>
internal sealed class ObjectStoreHealthCheck(IObjectStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var nothing = await store.OpenAsync(ObjectKey.New("health", ""), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The object store can't be reached.", failure);
        }
    }
}

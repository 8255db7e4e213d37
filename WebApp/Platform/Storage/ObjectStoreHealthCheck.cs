using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iris.Platform.Storage;

/// <summary>
/// Asks the store for an object that can't exist: that needs the folder, or the bucket with its address and credentials, and costs next to nothing. Once in a while, and as long as
/// it fails, it also writes something and takes it away: a full disk can be read.
/// </summary>
internal sealed class ObjectStoreHealthCheck(IObjectStore store, TimeProvider clock) : IHealthCheck
{
    /// <summary>Bytes; less than this is no room.</summary>
    private const int Sample = 64 * 1024;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset? wroteAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var key = ObjectKey.New("health", "");
        try
        {
            await using var nothing = await store.OpenAsync(key, cancellationToken);
            if (wroteAt is not { } last || clock.GetUtcNow() - last >= WriteEvery)
            {
                await store.PutAsync(key, new byte[Sample], "application/octet-stream", cancellationToken);
                await store.DeleteAsync([key], cancellationToken);
                wroteAt = clock.GetUtcNow();
            }

            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            wroteAt = null;
            return new HealthCheckResult(context.Registration.FailureStatus, Room.IsLackedBy(failure) ? "The object store is full." : "The object store can't be reached.", failure);
        }
    }
}

using Iris.Platform.Data;
using Iris.Platform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iris.Platform;

/// <summary>
/// Whether there is room for what people send: on the disk, in the database, in the bucket. Who has failed to write for lack of it says so here, and for a while
/// after that this node is not ready; it heals by itself.
/// </summary>
internal sealed class Room(TimeProvider clock) : IHealthCheck
{
    /// <summary>ENOSPC, EDQUOT, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.</summary>
    private const int NoSpace = 28, QuotaExceeded = 122, DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private long lackedUntil;

    /// <summary>Whether the failure is that there is no room left.</summary>
    public static bool IsLackedBy(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException { HResult: NoSpace or QuotaExceeded or DiskFull or HandleDiskFull } || DatabaseErrors.IsFull(cause) || S3Errors.IsFull(cause)) return true;
        }

        return false;
    }

    /// <summary>Somebody could not write.</summary>
    public void Lacked() => Volatile.Write(ref lackedUntil, (clock.GetUtcNow() + Memory).UtcTicks);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.GetUtcNow().UtcTicks < Volatile.Read(ref lackedUntil) ? HealthCheckResult.Unhealthy("There is no room left.") : HealthCheckResult.Healthy());
}

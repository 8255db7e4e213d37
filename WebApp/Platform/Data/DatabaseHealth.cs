using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iris.Platform.Data;

/// <summary>Ready means that the database answers, and has room.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<AppDbContext> contexts, Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken)) return HealthCheckResult.Unhealthy("The database does not answer.");
        return database.HasRoom ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The disk of the data folder is full.");
    }
}

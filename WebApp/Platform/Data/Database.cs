using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Iris.Platform.Data;

/// <summary>Starts the database before the program and stops it after everything else.</summary>
internal sealed class Database : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>"Iris" in ASCII: the advisory lock under which one node migrates while the others wait.</summary>
    private const long MigrationLock = 0x49726973;

    private readonly EmbeddedPostgres? embedded;
    private readonly IServiceProvider services;

    public Database(IConfiguration configuration, DataFolder folder, ILogger<EmbeddedPostgres> logger, IServiceProvider services)
    {
        this.services = services;
        var external = configuration.GetConnectionString("Database");
        if (string.IsNullOrWhiteSpace(external)) embedded = new EmbeddedPostgres(folder, logger);
        ConnectionString = embedded?.ConnectionString ?? external!;
    }

    public string ConnectionString { get; }

    /// <inheritdoc cref="DataModule.StartDatabaseAsync"/>
    public async Task StartAsync()
    {
        if (embedded is not null) await embedded.StartAsync(CancellationToken.None);
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        try
        {
            await db.Database.OpenConnectionAsync();
        }
        catch (NpgsqlException failure)
        {
            throw new StartupException($"The database can't be reached: {failure.Message} Check ConnectionStrings:Database.", failure);
        }

        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})");
        // MigrateAsync compares whole models before it looks into the history; most starts have nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync()).Any()) await db.Database.MigrateAsync();
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})");
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => embedded?.StopAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null) await embedded.DisposeAsync();
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

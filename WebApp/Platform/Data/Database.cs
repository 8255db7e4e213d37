using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Data;

/// <summary>What differs between the databases that the program runs on: how one is opened, and let go when everything else has ended.</summary>
internal abstract class Database(IServiceProvider services) : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>Of <c>Database:Provider</c>.</summary>
    public const string Sqlite = "sqlite", MySql = "mysql";

    private readonly SemaphoreSlim closing = new(1, 1);

    /// <summary>How contexts reach the database; asked for once, when it is open.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Whether it can take what people send, as far as this process can see.</summary>
    public virtual bool HasRoom => true;

    /// <summary>Opens the database and brings its schema up to date. Everything else may rely on it.</summary>
    /// <exception cref="StartupException">It can't be opened or reached.</exception>
    public async Task StartAsync()
    {
        await OpenAsync();
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        // MigrateAsync takes EF's lock, under which one node migrates while the others wait, and compares whole models; most starts have nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync()).Any()) await db.Database.MigrateAsync();
    }

    public async Task StoppedAsync(CancellationToken cancellationToken) => await CloseOnceAsync();

    /// <summary>Reached without <see cref="StoppedAsync"/> when the host failed to start, and beside it when somebody disposes a host that is stopping.</summary>
    public async ValueTask DisposeAsync() => await CloseOnceAsync();

    protected abstract Task OpenAsync();

    /// <summary>Lets go what <see cref="OpenAsync"/> took, if it did.</summary>
    protected abstract ValueTask CloseAsync();

    private async Task CloseOnceAsync()
    {
        await closing.WaitAsync();
        try
        {
            await CloseAsync();
        }
        finally
        {
            closing.Release();
        }
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

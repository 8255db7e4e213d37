using Iris.Platform.Data.MySql;
using Iris.Platform.Data.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Iris.Platform.Data;

/// <summary>The database: SQLite in the data folder, or with <c>Database:Provider</c> = mysql the server that <c>ConnectionStrings:Database</c> names.</summary>
internal static class DataModule
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        // What fails throws, and whoever catches that logs it; the missing history table of a new database is no failure, nor is a row that somebody else was faster to add.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        // Says at every new key that keys are not encrypted: see AppDbContext.DataProtectionKeys.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        var services = builder.Services;
        services.AddSingleton<DataFolder>();
        if (Database.MySql.Equals(builder.Configuration["Database:Provider"], StringComparison.OrdinalIgnoreCase)) services.AddDatabase<MySqlDatabase, MySqlContext>();
        else services.AddDatabase<SqliteDatabase, SqliteContext>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddDataProtection().SetApplicationName("Iris").PersistKeysToDbContext<AppDbContext>();
        return builder;
    }

    /// <inheritdoc cref="Database.StartAsync"/>
    public static Task StartDatabaseAsync(this WebApplication app) => app.Services.GetRequiredService<Database>().StartAsync();

    private static void AddDatabase<TDatabase, TContext>(this IServiceCollection services)
        where TDatabase : Database
        where TContext : AppDbContext
    {
        services.AddSingleton<Database, TDatabase>();
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        services.AddPooledDbContextFactory<TContext>((provider, options) =>
        {
            provider.GetRequiredService<Database>().Configure(options);
            options.AddInterceptors(provider.GetServices<IInterceptor>());
        });
        services.AddSingleton<IDbContextFactory<AppDbContext>, Contexts<TContext>>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext());
    }

    /// <summary>
    /// Hands out the pooled contexts of one database as what everybody asks for. The pool itself is asked for with the first of them: services that are made before the database
    /// is open may hold this.
    /// </summary>
    private sealed class Contexts<TContext>(IServiceProvider services) : IDbContextFactory<AppDbContext>
        where TContext : AppDbContext
    {
        public AppDbContext CreateDbContext() => services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Data;

/// <summary>The database: an embedded PostgreSQL, or the one that <c>ConnectionStrings:Database</c> names.</summary>
internal static class DataModule
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        // A failed command throws, and whoever catches that logs it; the missing history table of a new database is no failure.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        // Says at every new key that keys are not encrypted: see DataProtectionKeyRepository.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        var services = builder.Services;
        services.AddSingleton<DataFolder>();
        services.AddSingleton<Database>();
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        services.AddPooledDbContextFactory<AppDbContext>((provider, options) =>
        {
            Configure(options, provider.GetRequiredService<Database>().ConnectionString);
            options.AddInterceptors(provider.GetServices<IInterceptor>());
        });
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddDataProtection().SetApplicationName("Iris");
        services.AddSingleton<IXmlRepository, DataProtectionKeyRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
        return builder;
    }

    /// <summary>Starts the embedded database, if it is ours, and brings the schema up to date. Everything else may rely on it.</summary>
    /// <exception cref="StartupException">The database can't be started or reached.</exception>
    public static Task StartDatabaseAsync(this WebApplication app) => app.Services.GetRequiredService<Database>().StartAsync();

    /// <summary>The one place that chooses the provider; the model itself is neutral.</summary>
    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options.UseNpgsql(connectionString);
}

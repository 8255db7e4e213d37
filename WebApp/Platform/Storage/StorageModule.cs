using Amazon.S3;
using Iris.Platform.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Storage;

/// <summary>The object store: a bucket when <c>Storage:S3:Bucket</c> names one, otherwise the folder <c>objects</c> of the data folder.</summary>
internal static class StorageModule
{
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<S3Options>().BindConfiguration("Storage:S3").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ObjectTickets>();
        builder.Services.AddSingleton<IObjectStore>(Open);
        builder.Services.AddSingleton<ObjectStoreHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<ObjectStoreHealthCheck>("storage");
        return builder;
    }

    public static WebApplication MapStorage(this WebApplication app)
    {
        app.MapObjects();
        return app;
    }

    private static IObjectStore Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<S3Options>>().Value;
        var clock = services.GetRequiredService<TimeProvider>();
        return options.IsSet
            ? new S3ObjectStore(new AmazonS3Client(options.ToConfig()), options, clock, services.GetRequiredService<ILogger<S3ObjectStore>>())
            : new FolderObjectStore(services.GetRequiredService<DataFolder>().Folder("objects"), services.GetRequiredService<ObjectTickets>(), clock);
    }
}

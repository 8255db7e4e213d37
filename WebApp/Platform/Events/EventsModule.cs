namespace Iris.Platform.Events;

/// <summary>What happened, told to other pages: in this process, or through the Redis server that <c>Redis:Connection</c> names where several nodes run.</summary>
internal static class EventsModule
{
    public static WebApplicationBuilder AddEvents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LocalEvents>();
        if (builder.Configuration["Redis:Connection"] is { Length: > 0 } connection)
        {
            services.AddSingleton(provider => new RedisEvents(provider.GetRequiredService<LocalEvents>(), provider.GetRequiredService<ILogger<RedisEvents>>(), connection));
            services.AddSingleton<IEvents>(provider => provider.GetRequiredService<RedisEvents>());
            services.AddHostedService(provider => provider.GetRequiredService<RedisEvents>());
        }
        else
        {
            services.AddSingleton<IEvents>(provider => provider.GetRequiredService<LocalEvents>());
        }

        return builder;
    }
}

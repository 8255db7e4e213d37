using StackExchange.Redis;

namespace Iris.Platform.Events;

/// <summary>
/// Events of several nodes, through one channel of a Redis server. A node hears its own events at once, and does not wait for the way there and back; while the server can't be
/// reached it hears only those.
/// </summary>
internal sealed class RedisEvents : IEvents, IHostedService, IAsyncDisposable
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("iris:events");

    private readonly string node = $"{Guid.NewGuid():N}";
    private readonly LocalEvents local;
    private readonly ILogger<RedisEvents> logger;
    private readonly ConfigurationOptions options;
    private ConnectionMultiplexer? redis;

    /// <exception cref="StartupException">The connection string can't be read.</exception>
    public RedisEvents(LocalEvents local, ILogger<RedisEvents> logger, string connection)
    {
        (this.local, this.logger) = (local, logger);
        try
        {
            options = ConfigurationOptions.Parse(connection);
        }
        catch (ArgumentException failure)
        {
            throw new StartupException($"Redis:Connection can't be read: {failure.Message} It looks like 'redis.example:6379,password=…'.", failure);
        }

        // A node starts without its broker, and finds it when it is there.
        options.AbortOnConnectFail = false;
        options.ClientName = "Iris";
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        redis = await ConnectionMultiplexer.ConnectAsync(options);
        redis.ConnectionFailed += (_, failure) => logger.LogWarning(failure.Exception, "The connection to Redis is lost; until it is back, pages of other nodes do not hear of what happens here");
        redis.ConnectionRestored += (_, _) => logger.LogInformation("The connection to Redis is there again");
        if (!redis.IsConnected) logger.LogWarning("Redis can't be reached; until it can, pages of other nodes do not hear of what happens here");
        await redis.GetSubscriber().SubscribeAsync(Channel, (_, message) => Hear(message), CommandFlags.FireAndForget);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async Task TellAsync(string topic, string message)
    {
        local.Tell(topic, message);
        if (redis is not { IsConnected: true } connected) return;
        try
        {
            await connected.GetSubscriber().PublishAsync(Channel, $"{node}\n{topic}\n{message}");
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            logger.LogWarning(failure, "An event could not be told to other nodes");
        }
    }

    public IDisposable Listen(string topic, Action<string> hear) => local.Listen(topic, hear);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref redis, null) is { } connected) await connected.DisposeAsync();
    }

    private void Hear(RedisValue told)
    {
        if (told.ToString().Split('\n', 3) is [var origin, var topic, var message] && origin != node) local.Tell(topic, message);
    }
}

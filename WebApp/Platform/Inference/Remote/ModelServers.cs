using Microsoft.Extensions.Options;

namespace Iris.Platform.Inference.Remote;

/// <summary>The servers that the configuration names. They share one connection pool, which lives as long as the program.</summary>
internal sealed class ModelServers : IDisposable
{
    private readonly HttpClient client;
    private readonly Dictionary<string, ModelServer> servers;

    public ModelServers(IOptions<InferenceOptions> options)
        : this(options.Value.Servers, new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(3),
            // Names may lead elsewhere after a while.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A cancelled run ends at once, with its connection.
            ResponseDrainTimeout = TimeSpan.Zero,
            // A redirection would carry pictures, and could carry the token, to where nobody sent them.
            AllowAutoRedirect = false,
            UseCookies = false,
        })
    {
    }

    internal ModelServers(IReadOnlyDictionary<string, ModelServerOptions> options, HttpMessageHandler handler)
    {
        // Every call has its own time.
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        servers = options.ToDictionary(server => server.Key, server => new ModelServer(server.Key, server.Value, client), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Nothing but this process, for tests and benchmarks.</summary>
    public static ModelServers None => new(new Dictionary<string, ModelServerOptions>(), new SocketsHttpHandler());

    /// <summary>The server with this name, or null.</summary>
    public ModelServer? Find(string name) => servers.GetValueOrDefault(name);

    public void Dispose() => client.Dispose();
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Iris.Tests.Live;

/// <summary>The way from a browser to the program. What carries the hub can be cut, as a network does it: without a good-bye, and the rest goes on.</summary>
internal sealed class HubCable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> carriers = new();
    private readonly CancellationTokenSource over = new();
    private readonly Uri site;
    private readonly Task listening;

    public HubCable(Uri site)
    {
        this.site = site;
        listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listening = ListenAsync();
    }

    /// <summary>What a browser opens.</summary>
    public Uri Address { get; }

    /// <summary>Connections of the hub that are open.</summary>
    public int Open => carriers.Count;

    /// <summary>Cuts what carries the hub; answers how many connections that were.</summary>
    public int Cut()
    {
        var cut = carriers.Keys.ToList();
        cut.ForEach(carrier => carrier.Client.Close(0));
        return cut.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await listening;
        over.Dispose();
    }

    private async Task ListenAsync()
    {
        var relays = new ConcurrentBag<Task>();
        try
        {
            while (true)
            {
                var browser = await listener.AcceptTcpClientAsync(over.Token);
                relays.Add(Task.Run(() => RelayAsync(browser)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient browser)
    {
        using (browser)
        using (var program = new TcpClient())
        {
            try
            {
                await program.ConnectAsync(IPAddress.Loopback, site.Port, over.Token);
                var (left, right) = (browser.GetStream(), program.GetStream());
                // A web socket has a connection of its own, which begins with its request.
                var first = new byte[8192];
                var length = await left.ReadAsync(first, over.Token);
                if (Encoding.ASCII.GetString(first, 0, length).StartsWith("GET /hubs/", StringComparison.Ordinal)) carriers[browser] = true;
                await right.WriteAsync(first.AsMemory(0, length), over.Token);
                await Task.WhenAny(left.CopyToAsync(right, over.Token), right.CopyToAsync(left, over.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone, and the other goes with it.
            }
            finally
            {
                carriers.TryRemove(browser, out _);
            }
        }
    }
}

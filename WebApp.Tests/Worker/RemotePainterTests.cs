using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Tests.Platform.Diffusion;

namespace Iris.Tests.Worker;

/// <summary>A painter here whose networks run in a worker: the whole way, with the real program at the other end.</summary>
[Collection(nameof(WithWorker))]
public sealed class RemotePainterTests(IrisWorker worker) : IDisposable
{
    private static readonly PaintingRequest AHouse = new("a house") { Seed = 1, Steps = 4 };

    private readonly TinyPainter folder = new TinyPainter().Written();

    [Theory]
    [InlineData("tiny")]
    [InlineData("half")]
    [InlineData("beside")]
    [InlineData("each")]
    [InlineData("lcm")]
    public void The_picture_is_the_one_that_the_same_weights_paint_here(string kind)
    {
        using var here = new TinyPainter().Written();
        TinyPainter.RemoteOf(Path.Combine(worker.Painters, kind), Path.Combine(here.Home, "away"), "gpu", kind);
        using var servers = worker.AsServers();
        using var painters = here.Catalogue(Path.Combine(worker.Painters, kind), servers);
        var (local, remote) = (painters.Get(Painters.Embedded), painters.Get("away"));
        Assert.Null(local.Server);
        Assert.Equal("gpu", remote.Server);

        foreach (var request in new[] { AHouse, AHouse with { Guidance = 1 }, AHouse with { Scheduler = SchedulerKind.EulerAncestral, Seed = 3 } })
        {
            Assert.Equal(Rgb(local, request), Rgb(remote, request));
        }
    }

    [Fact]
    public void The_embedded_painter_paints_the_same_from_a_worker()
    {
        var embedded = Path.Combine(AppContext.BaseDirectory, "models", "painter");
        TinyPainter.RemoteOf(embedded, Path.Combine(folder.Home, "away"), "gpu", Painters.Embedded);
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(embedded, servers);
        var request = new PaintingRequest("노란 해 아래 빨간 집") { Seed = 7 };
        var (here, away) = (painters.Get(Painters.Embedded), painters.Get("away"));

        Assert.Equal(Rgb(here, request), Rgb(away, request));
        Assert.Equal(here.Description with { Id = "", Sizes = [], Examples = away.Description.Examples }, away.Description with { Id = "", Sizes = [] });
    }

    [Fact]
    public async Task Pictures_painted_at_once_are_those_painted_alone()
    {
        folder.WithRemote("away");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);
        var painter = painters.Get("away");
        var alone = Enumerable.Range(0, 4).Select(seed => Rgb(painter, AHouse with { Seed = seed })).ToArray();

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Rgb(painter, AHouse with { Seed = seed }))));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_cancelled_picture_ends_and_the_next_one_is_painted()
    {
        folder.WithRemote("away");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);
        var painter = painters.Get("away");
        using var cancellation = new CancellationTokenSource();
        var last = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => painter.Paint(AHouse with { Steps = 50, PreviewEvery = 0 }, progress =>
        {
            last = progress.Step;
            if (progress.Step == 3) cancellation.Cancel();
        }, cancellation.Token));

        Assert.Equal(3, last);
        Assert.Null(Entry(painters).Problem);
        Assert.NotEmpty(Rgb(painter, AHouse));
    }

    [Fact]
    public async Task Cancelling_ends_a_run_that_the_server_is_busy_with()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var servers = IrisWorker.ServersOf(AddressOf(silent));
        using var cancellation = new CancellationTokenSource();
        var asking = Task.Factory.StartNew(() => servers.Find("gpu")!.Describe("x", cancellation.Token), TaskCreationOptions.LongRunning);
        using var caller = await silent.AcceptSocketAsync();
        var began = Stopwatch.GetTimestamp();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_server_that_is_away_is_told_and_harms_no_other_painter()
    {
        folder.WithRemote("away");
        using var servers = IrisWorker.ServersOf(Nowhere());
        using var painters = folder.Catalogue(folder.Folder, servers);

        Assert.StartsWith($"The server “gpu” can’t be reached at {servers.Find("gpu")!.Address}: Connection refused", Entry(painters).Problem, StringComparison.Ordinal);
        Assert.Throws<PainterAwayException>(() => painters.Get("away"));
        Assert.NotEmpty(Rgb(painters.Get(Painters.Embedded), AHouse));
        Assert.NotEmpty(Rgb(painters.Get("tiny"), AHouse));
    }

    [Fact]
    public void A_wrong_token_is_told_without_telling_it()
    {
        folder.WithRemote("away");
        using var servers = worker.AsServers("another token");
        using var painters = folder.Catalogue(servers: servers);

        Assert.Equal("The server “gpu” does not accept the token. Set Inference:Servers:gpu:Token to the one that it wants.", Entry(painters).Problem);
    }

    [Fact]
    public void A_model_that_the_server_does_not_have_is_told()
    {
        folder.WithRemote("away", of: "nobody");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);

        Assert.Equal("The server “gpu” has no model “nobody-text_encoder”.", Entry(painters).Problem);
    }

    [Fact]
    public void A_server_that_the_configuration_does_not_have_is_told()
    {
        folder.WithRemote("away", server: "attacker.example");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);

        Assert.StartsWith("remote.json names the server “attacker.example”, which the configuration does not have.", Entry(painters).Problem, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => painters.Get("away"));
    }

    [Theory]
    [InlineData("unet/config.json", "cross_attention_dim", 64, "unet/config.json says that “cross_attention_dim” is 64, but tiny-unet (gpu) has 32.")]
    [InlineData("unet/config.json", "sample_size", 16, "unet/config.json says that “sample_size” is 16, but tiny-unet (gpu) has 8.")]
    [InlineData("vae_decoder/config.json", "latent_channels", 16, "vae_decoder/config.json says that “latent_channels” is 16, but tiny-vae_decoder (gpu) has 4.")]
    public void Networks_that_do_not_fit_the_folder_are_told(string file, string key, int value, string sentence)
    {
        folder.Change(file, key, value);
        folder.WithRemote("away");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);

        Assert.Equal(sentence, Entry(painters).Problem);
    }

    [Fact]
    public void Without_names_of_models_those_of_a_painter_with_the_same_id_are_asked_for()
    {
        File.WriteAllText(Path.Combine(folder.WithRemote("half"), "remote.json"), """{"server": "GPU"}""");
        using var servers = worker.AsServers();
        using var painters = folder.Catalogue(servers: servers);

        Assert.NotEmpty(Rgb(painters.Get("half"), AHouse));
    }

    [Fact]
    public async Task A_server_that_dies_ends_the_picture_and_one_that_comes_back_is_used_again()
    {
        folder.WithRemote("away");
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = AddressOf(port);
        port.Stop();
        using var servers = IrisWorker.ServersOf(url);
        using var first = await StartAsync(url);
        using var painters = folder.Catalogue(servers: servers);
        var painter = painters.Get("away");

        var away = Assert.Throws<PainterAwayException>(() => painter.Paint(AHouse with { Steps = 50, PreviewEvery = 0 }, progress =>
        {
            if (progress.Step == 3) Kill(first);
        }, CancellationToken.None));
        Assert.Contains("“gpu” can’t be reached", away.Message, StringComparison.Ordinal);
        Assert.Contains("“gpu” can’t be reached", Entry(painters).Problem, StringComparison.Ordinal);
        Assert.Throws<PainterAwayException>(() => painters.Get("away"));

        painters.AskServers(CancellationToken.None);
        Assert.NotNull(Entry(painters).Problem);
        using var second = await StartAsync(url);
        painters.AskServers(CancellationToken.None);
        Assert.Null(Entry(painters).Problem);
        Assert.NotEmpty(Rgb(painters.Get("away"), AHouse));

        await second.KillAsync();
        painters.AskServers(CancellationToken.None);
        Assert.Contains("“gpu” can’t be reached", Entry(painters).Problem, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Kill(IrisProcess process)
    {
        using var kill = Process.Start("kill", ["-KILL", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private async Task<IrisProcess> StartAsync(Uri url)
    {
        var process = await IrisProcess.StartAsync(folder.Home, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = url.AbsoluteUri,
            ["Role"] = "worker",
            ["Worker__Token"] = IrisWorker.Token,
            ["Painter__Folder"] = folder.Home,
        });
        Assert.NotNull(process.Client);
        return process;
    }

    private static Uri AddressOf(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>An address that nobody listens on.</summary>
    private static Uri Nowhere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return AddressOf(listener);
    }

    private static PainterEntry Entry(Painters painters) => painters.All().Single(entry => entry.Id == "away");

    private static byte[] Rgb(Painter painter, PaintingRequest request)
    {
        using var picture = painter.Paint(request, progress => progress.Preview?.Dispose(), CancellationToken.None);
        return picture.Rgb.ToArray();
    }
}

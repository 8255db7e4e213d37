using System.Net.Http.Headers;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Remote;
using Iris.Tests.Platform.Diffusion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Worker;

/// <summary>The real program in the role <c>worker</c> on a socket, with the embedded painter and some of random weights.</summary>
public sealed class IrisWorker : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>What it asks for.</summary>
    public const string Token = "a-token-of-the-worker";

    private readonly string home = Directory.CreateTempSubdirectory("iris-worker-").FullName;

    public IrisWorker() => UseKestrel(0);

    /// <summary>The folder of its further painters.</summary>
    public string Painters => home;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public Task InitializeAsync()
    {
        Add("tiny", new TinyPainter());
        Add("half", new TinyPainter { IsHalf = true });
        Add("beside", new TinyPainter { HasExternalWeights = true, Ids = ElementType.Int64, Timestep = ElementType.Float, TimestepDimensions = 0 });
        Add("each", new TinyPainter { TimestepDimensions = -1 });
        Add("lcm", new TinyPainter { IsConsistency = true, IsHalf = true });
        StartServer();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(home, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A caller with the token, or another one.</summary>
    public HttpClient Caller(string? token = Token)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The worker as another node's configuration names it: <c>gpu</c>.</summary>
    internal ModelServers AsServers(string? token = Token) => ServersOf(Url, token);

    /// <summary>A configuration that names one server, <c>gpu</c>.</summary>
    internal static ModelServers ServersOf(Uri url, string? token = Token, TimeSpan? timeout = null) => new(Options.Create(new InferenceOptions
    {
        Servers = { ["gpu"] = new ModelServerOptions { Url = url, Token = token, Timeout = timeout ?? TimeSpan.FromMinutes(1) } },
    }));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Role", "worker");
        builder.UseSetting("Worker:Token", Token);
        builder.UseSetting("Worker:LargestRequest", $"{1 << 20}");
        builder.UseSetting("Painter:Folder", home);
        builder.UseSetting("Painter:Threads", "2");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    private void Add(string id, TinyPainter painter)
    {
        using (painter) Directory.Move(painter.Written().Folder, Path.Combine(home, id));
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}

/// <summary>Tests that share the one <see cref="IrisWorker"/>: <c>[Collection(nameof(WithWorker))]</c>.</summary>
[CollectionDefinition(nameof(WithWorker))]
public sealed class WithWorker : ICollectionFixture<IrisWorker>;

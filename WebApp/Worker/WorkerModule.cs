using System.Net;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Inference;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Iris.Worker;

/// <summary>
/// The role <c>worker</c>: the same program without pages, accounts and database. It serves the networks of its painters to other nodes by the Open Inference
/// Protocol.
/// </summary>
internal static class WorkerModule
{
    private const string Role = "Role", App = "app", Worker = "worker";

    /// <summary>Whether the configuration wants anything but the site.</summary>
    public static bool IsWorker(this WebApplicationBuilder builder) => builder.Configuration[Role] is { Length: > 0 } role && role != App;

    /// <summary>Runs the worker to its end.</summary>
    public static Task RunWorkerAsync(this WebApplicationBuilder builder)
    {
        builder.AddListening();
        builder.AddTelemetry();
        builder.AddInference();
        builder.AddDiffusion();
        builder.AddWorker();

        var app = builder.Build();
        return app.ServeAsync(() =>
        {
            if (app.Configuration[Role] != Worker) throw new StartupException($"Role is '{app.Configuration[Role]}'; '{App}' or '{Worker}' was expected.");
            app.MapWorker();
        });
    }

    private static void AddWorker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WorkerOptions>().BindConfiguration("Worker").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<WorkerOptions>>((kestrel, worker) => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (worker.Value.Token is null && endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
            {
                throw new StartupException($"A worker without Worker:Token may not listen on {address}: everybody who reaches it could use it. Set a token, or listen on localhost.");
            }
        }));
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<ServedNetworks>();
        builder.Services.AddSingleton<WorkerToken>();
        builder.Services.AddHostedService<FolderWatch>();
        builder.Services.AddHealthChecks().AddCheck<WorkerHealth>("networks");
    }

    private static void MapWorker(this WebApplication app)
    {
        app.UseRequestSizes();
        app.UseProtocolErrors();
        app.UseRouting();
        app.MapWorkerHealth();
        app.MapProtocol();
    }
}

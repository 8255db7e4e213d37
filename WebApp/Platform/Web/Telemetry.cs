using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Iris.Platform.Web;

/// <summary>
/// Sends metrics and traces by OTLP to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; without it nothing is collected. Features create their
/// <c>Meter</c> and <c>ActivitySource</c> under the name <see cref="Name"/>.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    /// <summary>The name of every meter and activity source of this program.</summary>
    public const string Name = "Iris";

    private readonly MeterProvider meters;
    private readonly TracerProvider traces;

    /// <summary>Starts collecting.</summary>
    public Telemetry()
    {
        var resource = ResourceBuilder.CreateDefault().AddService(Name).AddEnvironmentVariableDetector();
        meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime", "Microsoft.EntityFrameworkCore", "MySqlConnector")
            .AddOtlpExporter()
            .Build();
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Name, "Microsoft.AspNetCore", "MySqlConnector")
            .AddOtlpExporter()
            .Build();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        meters.ForceFlush();
        traces.ForceFlush();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meters.Dispose();
        traces.Dispose();
    }
}

internal static class TelemetryRegistration
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            builder.Services.AddHostedService<Telemetry>();
        }
    }
}

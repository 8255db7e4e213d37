using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Iris.Platform.Web;

/// <summary>
/// Sends metrics and traces by OTLP to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; without it nothing is collected. Queries are traced without the
/// values of their parameters, which are people's words.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of meters and activity sources of this program, or the beginning of it, before a dot.</summary>
    public const string Name = "Iris";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Name).AddEnvironmentVariableDetector())
            .WithMetrics(meters => meters
                .AddMeter(Name, $"{Name}.*", "Microsoft.AspNetCore.Components.Server.Circuits", "Microsoft.EntityFrameworkCore", "MySqlConnector")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter())
            .WithTracing(traces => traces
                .AddSource(Name)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddEntityFrameworkCoreInstrumentation()
                .AddOtlpExporter());
    }
}

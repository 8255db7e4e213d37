using Amazon;
using Amazon.EC2;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Compute;

/// <summary>Machines of model servers that start and stop, and the log of what admins do.</summary>
internal static class ComputeModule
{
    /// <summary>Of one call; a person waits for it.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddCompute(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ComputeOptions>().BindConfiguration("Compute").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IPersonalData, PersonalAudit>();
        services.AddSingleton<MachineRuns>();
        services.TryAddSingleton<IAmazonEC2>(provider => Connect(provider.GetRequiredService<IOptions<ComputeOptions>>().Value));
        services.AddSingleton<Machines>();
        services.AddHostedService(provider => provider.GetRequiredService<Machines>());

        var options = builder.Configuration.GetSection("Compute").Get<ComputeOptions>() ?? new ComputeOptions();
        if (options.Servers.Count > 0)
        {
            services.AddSingleton<IMachineHost>(provider => new Ec2Machines(provider.GetRequiredService<IAmazonEC2>(), provider.GetRequiredService<IOptions<ComputeOptions>>().Value.Servers));
        }

        if (options.HasLocal)
        {
            services.AddSingleton<LocalWorkerAddress>();
            services.AddSingleton<IMachineHost, LocalWorker>();
            services.AddOptions<InferenceOptions>().PostConfigure<LocalWorkerAddress>((inference, address) => inference.Servers.TryAdd(LocalWorker.ServerName, address.AsServer()));
        }

        return builder;
    }

    private static AmazonEC2Client Connect(ComputeOptions options)
    {
        var config = new AmazonEC2Config { Timeout = LongestCall };
        if (options.Endpoint is not null)
        {
            config.ServiceURL = options.Endpoint.AbsoluteUri;
            config.AuthenticationRegion = string.IsNullOrEmpty(options.Region) ? RegionEndpoint.USEast1.SystemName : options.Region;
        }
        else if (!string.IsNullOrEmpty(options.Region))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return new AmazonEC2Client(config);
    }
}

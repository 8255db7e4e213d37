using Iris.Live.Analysis;
using Iris.Live.Frames;
using Iris.Live.Identity;
using Iris.Live.Reports;
using Iris.Live.Sessions;
using Iris.Live.Transport;
using Iris.Platform.Data;
using Iris.Shell;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Iris.Live;

/// <summary>The posture coach: sessions in front of a webcam, face identity, reports.</summary>
internal static class LiveModule
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LiveOptions>().BindConfiguration("Live").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PostureOptions>().BindConfiguration("Live:Posture").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FrameOptions>().BindConfiguration("Live:Frames").ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalR().AddHubOptions<LiveHub>(LiveHub.Configure);
        services.AddOptions<HubOptions<LiveHub>>().Configure<IOptions<LiveOptions>>((hub, live) => hub.MaximumReceiveMessageSize = LiveHub.MessageBytes(live.Value));
        services.AddSingleton<LiveMetrics>();
        services.AddSingleton<LiveEngine>();
        services.AddSingleton<FaceIds>();
        services.AddSingleton<LiveReports>();
        services.AddSingleton<ReportWriter>();
        services.AddSingleton<LiveSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveSessions>());
        services.AddSingleton<FrameKeepings>();
        services.AddSingleton<KeptFrames>();
        services.AddSingleton<FrameKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<FrameKeeper>());
        services.AddHostedService<FrameSweep>();
        // Before the reports, on which kept frames depend.
        services.AddSingleton<IPersonalData, PersonalFrames>();
        services.AddSingleton<IPersonalData, PersonalLiveData>();
        services.AddSingleton(new NavigationItem("/posture", "posture", typeof(LiveText), "Title", "Tagline", NavigationArea.Instrument, 40));
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapLiveSessions();
        app.MapHub<LiveHub>(LiveHub.Path, connection => connection.CloseOnAuthenticationExpiration = true);
        app.MapReports();
        app.MapFaceId();
        app.MapFrames();
        return app;
    }
}

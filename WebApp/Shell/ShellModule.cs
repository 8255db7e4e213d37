using Iris.Platform.Web;
using Iris.Shell.Look;
using Iris.Shell.Pages;
using Iris.Shell.Parts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Iris.Shell;

/// <summary>The frame around every feature: document, layout, navigation, theme, the parts that pages are made of, start page and error pages.</summary>
internal static class ShellModule
{
    /// <summary>Bytes that a browser may send to its circuit at once: among them what a prerendered page hands over to it.</summary>
    internal const int MessageBytes = 256 << 10;

    /// <summary>How long a page that was put away can be gone on with: over night.</summary>
    private static readonly TimeSpan PausedFor = TimeSpan.FromHours(12);

    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents(options => options.PersistedCircuitInMemoryRetentionPeriod = PausedFor)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MessageBytes);
        builder.Services.AddLook();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IStatusPage, StatusPages>();
        return builder;
    }

    /// <summary>What the components of pages ask for; tests of components add the same.</summary>
    public static IServiceCollection AddLook(this IServiceCollection services)
    {
        services.AddMudServices();
        services.AddTransient<MudLocalizer, MudWords>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Navigation>();
        services.AddScoped<Viewer>();
        services.AddScoped<Notices>();
        services.AddScoped<Confirmation>();
        return services;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapThemes();
        ThemeSheet.Map(app);
        // The policy of SecurityHeaders already forbids frames; the framework would add a second, weaker one.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}

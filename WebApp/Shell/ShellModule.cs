using Iris.Platform.Web;
using Radzen;

namespace Iris.Shell;

/// <summary>The frame around every feature: document, layout, navigation, theme, start page and error pages.</summary>
internal static class ShellModule
{
    /// <summary>How long a page that was put away can be gone on with: over night.</summary>
    private static readonly TimeSpan PausedFor = TimeSpan.FromHours(12);

    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents(options => options.PersistedCircuitInMemoryRetentionPeriod = PausedFor);
        builder.Services.AddRadzenComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<Navigation>();
        builder.Services.AddSingleton<IStatusPage, StatusPages>();
        return builder;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapThemes();
        // The policy of SecurityHeaders already forbids frames; the framework would add a second, weaker one.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}

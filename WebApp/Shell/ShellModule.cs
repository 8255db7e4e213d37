using Iris.Platform.Web;
using Radzen;

namespace Iris.Shell;

/// <summary>The frame around every feature: document, layout, navigation, theme, start page and error pages.</summary>
internal static class ShellModule
{
    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
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

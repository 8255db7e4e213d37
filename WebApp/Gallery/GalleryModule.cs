using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Gallery;

/// <summary>Everything a person made: pages, API, undo, and the part in export and erasure.</summary>
internal static class GalleryModule
{
    public static WebApplicationBuilder AddGallery(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GalleryOptions>().BindConfiguration("Gallery").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OwnReadings>();
        services.AddSingleton<DeletedReadings>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletedReadings>());
        services.AddSingleton<IPersonalData, PersonalReadings>();
        services.AddSingleton(new NavigationItem("/gallery", "gallery", typeof(GalleryText), "Title", "Tagline", NavigationArea.Library, 10));
        return builder;
    }

    public static WebApplication MapGallery(this WebApplication app)
    {
        app.MapGalleryApi();
        return app;
    }
}

using Iris.Accounts;
using Iris.Diary.Painting.Administration;
using Iris.Diary.Painting.Jobs;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Painting;

/// <summary>The painter of the diary: orders, jobs, the page, the prompt filter, and what an admin decides.</summary>
internal static class PaintingModule
{
    public const string Page = "/diary/paint";

    public const string AdminPage = "/admin/painter";

    public static WebApplicationBuilder AddPainting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PaintingOptions>().BindConfiguration("Painting").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PaintingMetrics>();
        services.AddSingleton<PainterInUse>();
        services.AddSingleton<PaintingBoard>();
        services.AddSingleton<PaintingQueue>();
        services.AddSingleton<PaintingDesk>();
        services.AddSingleton<PaintingKeeper>();
        services.AddSingleton<PaintingWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PaintingWorker>());
        services.AddSingleton<ReadingKind, PaintedPictures>();
        services.AddSingleton<IPersonalData, PersonalPaintings>();
        services.AddSingleton(new NavigationItem(Page, "paint", typeof(PaintingText), "Place", "Tagline", NavigationArea.Diary, 20));
        services.AddSingleton(new NavigationItem(AdminPage, "paint", typeof(PaintingText), "Admin.Title", "Admin.Tagline", NavigationArea.Administration, 30, Roles.Admin));
        return builder;
    }

    public static WebApplication MapPainting(this WebApplication app)
    {
        app.MapPaintingApi();
        app.MapWordListApi();
        return app;
    }
}

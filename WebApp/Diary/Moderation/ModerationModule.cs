using Iris.Accounts;
using Iris.Diary.Moderation.Administration;
using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Moderation;

/// <summary>What keeps the place decent: reports, the queue of the admins, and what new accounts may do.</summary>
internal static class ModerationModule
{
    public const string AdminPage = "/admin/reports";

    public static WebApplicationBuilder AddModeration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FirstDay>();
        services.AddSingleton<Reports>();
        services.AddSingleton<ReportQueue>();
        services.AddSingleton<IPersonalData, PersonalReports>();
        services.AddSingleton(new NavigationItem(AdminPage, "flag", typeof(ModerationText), "Queue.Title", "Queue.Tagline", NavigationArea.Administration, 20, Roles.Admin));
        return builder;
    }

    public static WebApplication MapModeration(this WebApplication app)
    {
        app.MapReportsApi();
        app.MapModerationApi();
        return app;
    }
}

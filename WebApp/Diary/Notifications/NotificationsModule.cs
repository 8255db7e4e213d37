using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Notifications;

/// <summary>What people are told of each other: the bell, its page, its switches.</summary>
internal static class NotificationsModule
{
    public const string Page = "/notifications";

    public static WebApplicationBuilder AddNotifications(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Notifier>();
        services.AddSingleton<OwnNotifications>();
        services.AddSingleton<IPersonalData, PersonalNotifications>();
        services.AddSingleton(new BarItem(typeof(Bell)));
        return builder;
    }

    public static WebApplication MapNotifications(this WebApplication app)
    {
        app.MapNotificationsApi();
        return app;
    }
}

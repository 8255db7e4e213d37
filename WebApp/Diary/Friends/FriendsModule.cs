using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Friends;

/// <summary>Secret friends and the diaries that they share.</summary>
internal static class FriendsModule
{
    public const string Page = "/friends";

    /// <summary>The page of a shared diary.</summary>
    public static string Diary(Guid id) => $"{Page}/{id}";

    public static WebApplicationBuilder AddFriends(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<FriendList>();
        services.AddSingleton<IPersonalData, PersonalFriends>();
        services.AddSingleton(new NavigationItem(Page, "people", typeof(FriendsText), "Title", "Tagline", NavigationArea.Diary, 30));
        return builder;
    }

    public static WebApplication MapFriends(this WebApplication app)
    {
        app.MapFriendsApi();
        return app;
    }
}

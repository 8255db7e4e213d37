using Iris.Diary.Likes;
using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Feed;

/// <summary>What people let others read: the front page, lists, likes.</summary>
internal static class FeedModule
{
    public static WebApplicationBuilder AddFeed(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReadablePosts>();
        services.AddSingleton<PostLikes>();
        services.AddSingleton<LikeBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<LikeBoard>());
        services.AddSingleton<LiveLikes>();
        services.AddSingleton<IPersonalData, PersonalLikes>();
        services.AddSingleton(new HomeSection(typeof(FrontFeed)));
        services.AddSingleton(new NavigationItem(FeedPages.Feed, "globe", typeof(FeedText), "Feed", "Feed.lead", NavigationArea.Diary, 15));
        services.AddSingleton(new NavigationItem(FeedPages.Search, "search", typeof(FeedText), "Search", "Search.lead", NavigationArea.Diary, 25));
        return builder;
    }

    public static WebApplication MapFeed(this WebApplication app)
    {
        app.MapLikesApi();
        LiveLikes.Map(app);
        return app;
    }
}

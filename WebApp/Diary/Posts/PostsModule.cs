using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Posts;

/// <summary>What people write in their diaries: pages, API, undo, and the part in export and erasure.</summary>
internal static class PostsModule
{
    /// <summary>The slug of the instrument that takes photos as they are, in which form and gallery find each other.</summary>
    public const string Photos = "photo";

    public static WebApplicationBuilder AddPosts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PostsOptions>().BindConfiguration("Diary").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OwnPosts>();
        services.AddSingleton<DeletedPosts>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletedPosts>());
        services.AddSingleton<IPersonalData, PersonalPosts>();
        services.AddSingleton(new ReadingAction("diary", typeof(PostsText), "Use", PostPages.WriteWith));
        services.AddSingleton(new NavigationItem(PostPages.Diary, "diary", typeof(PostsText), "Title", "Tagline", NavigationArea.Diary, 10));
        return builder;
    }

    public static WebApplication MapPosts(this WebApplication app)
    {
        app.MapPostsApi();
        return app;
    }
}

using Iris.Platform.Data;

namespace Iris.Diary.Comments;

/// <summary>What people say to each other's posts.</summary>
internal static class CommentsModule
{
    public static WebApplicationBuilder AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PostComments>();
        builder.Services.AddSingleton<IPersonalData, PersonalComments>();
        return builder;
    }

    public static WebApplication MapComments(this WebApplication app)
    {
        app.MapCommentsApi();
        return app;
    }
}

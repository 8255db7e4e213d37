using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Diary.Profiles;

/// <summary>How people show themselves to each other.</summary>
internal static class ProfilesModule
{
    /// <summary>Where somebody says what others see.</summary>
    public const string Page = "/diary/profile";

    /// <summary>The page of a person.</summary>
    public static string Person(string nickname) => $"/people/{Uri.EscapeDataString(nickname)}";

    public static WebApplicationBuilder AddProfiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicProfiles>();
        builder.Services.AddSingleton<IPersonalData, PersonalProfile>();
        builder.Services.AddSingleton(new NavigationItem(Page, "globe", typeof(ProfilesText), "Mine", "Mine.lead", NavigationArea.Account, 20));
        return builder;
    }

    public static WebApplication MapProfiles(this WebApplication app)
    {
        app.MapProfilesApi();
        return app;
    }
}

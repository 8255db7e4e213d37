namespace Iris.Platform.Words;

/// <summary>The words that are neither painted nor shown to everybody.</summary>
internal static class WordsModule
{
    public static WebApplicationBuilder AddWords(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WordFilter>();
        return builder;
    }
}

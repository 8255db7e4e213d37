namespace Iris.Diary.Posts;

/// <summary>The addresses of this feature's pages.</summary>
internal static class PostPages
{
    public const string Diary = "/diary";
    public const string Write = "/diary/write";

    /// <summary>A new post with a picture of the gallery.</summary>
    public static string WriteWith(Guid picture) => $"{Write}?picture={picture}";

    /// <summary>A new post in a shared diary.</summary>
    public static string WriteIn(Guid diary) => $"{Write}?diary={diary}";

    public static string Post(Guid id) => $"/diary/posts/{id}";

    public static string Edit(Guid id) => $"/diary/posts/{id}/edit";
}

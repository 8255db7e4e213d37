namespace Iris.Diary.Posts;

/// <summary>The addresses of this feature's pages.</summary>
internal static class PostPages
{
    public const string Diary = "/diary";
    public const string Write = "/diary/write";
    public const string Calendar = "/diary/calendar";
    public const string TheBook = "/diary/book";

    /// <summary>A new post with a picture of the gallery.</summary>
    public static string WriteWith(Guid picture) => $"{Write}?picture={picture}";

    /// <summary>A new post in a shared diary.</summary>
    public static string WriteIn(Guid diary) => $"{Write}?diary={diary}";

    /// <summary>The own diary as a book, open at a post.</summary>
    public static string Book(Guid id) => $"{TheBook}/{id}";

    /// <summary>The own diary as a calendar.</summary>
    public static string Month(DateOnly month) => $"{Calendar}?month={month:yyyy-MM}";

    public static string Post(Guid id) => $"/diary/posts/{id}";

    public static string Edit(Guid id) => $"/diary/posts/{id}/edit";
}

using Iris.Diary.Posts;
using Iris.Platform;
using Iris.Platform.Data;

namespace Iris.Diary.Search;

/// <summary>
/// Which posts have the words that somebody looks for: each of them in the title or the text, without regard to case, or as a tag. Neither database has an index that finds a Korean stem inside of a word, so that the posts are
/// read; how many at once is bounded by whoever asks.
/// </summary>
internal static class PostSearch
{
    public const int LongestWords = 100, MostWords = 5;

    /// <summary>The words, each once; none where nothing is to be looked for.</summary>
    public static IReadOnlyList<string> WordsOf(string? sentence) =>
        [.. PlainText.Cut(PlainText.OneLine(sentence), LongestWords).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)];

    /// <summary>Those of the posts that have all of the words.</summary>
    public static IQueryable<DiaryPost> With(this IQueryable<DiaryPost> posts, AppDbContext database, IReadOnlyList<string> words)
    {
        var tags = database.Set<PostTag>();
        foreach (var word in words)
        {
            var tag = word.TrimStart('#');
#pragma warning disable CA1304, CA1311, CA1862 // The database lowers them, in no culture.
            posts = posts.Where(post => post.Title.ToLower().Contains(word) || post.Text.ToLower().Contains(word) || tags.Any(row => row.PostId == post.Id && row.Tag == tag));
#pragma warning restore CA1304, CA1311, CA1862
        }

        return posts;
    }
}

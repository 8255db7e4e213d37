using Microsoft.AspNetCore.Http.Extensions;

namespace Iris.Diary.Feed;

/// <summary>The addresses of this feature's pages.</summary>
internal static class FeedPages
{
    public const string Feed = "/feed", Search = "/search";

    /// <summary>The public posts with a tag, of an author, or behind a cursor.</summary>
    public static string Of(string? tag = null, string? author = null, string? cursor = null)
    {
        var query = new QueryBuilder();
        if (tag is not null) query.Add("tag", tag);
        if (author is not null) query.Add("author", author);
        if (cursor is not null) query.Add("cursor", cursor);
        return Feed + query.ToQueryString();
    }

    /// <summary>What has these words, behind a cursor.</summary>
    public static string Find(string words, string cursor) => Search + new QueryBuilder { { "q", words }, { "cursor", cursor } }.ToQueryString();
}

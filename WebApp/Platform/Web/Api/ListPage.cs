namespace Iris.Platform.Web.Api;

/// <summary>The part of a list that a request asks for with <c>?cursor=&amp;limit=</c>.</summary>
/// <param name="After">The last row of the page before; null: the first page.</param>
/// <param name="Limit">At least one.</param>
internal readonly record struct ListPage(Guid? After, int Limit)
{
    public const int DefaultLimit = 24, LargestLimit = 100;

    /// <summary>What was asked for, or <c>limit</c> or <c>cursor</c> (400).</summary>
    /// <param name="cursor">As it came; empty is the first page.</param>
    /// <param name="limit">As it came.</param>
    /// <param name="largest">The largest limit of the list.</param>
    public static Outcome<ListPage> Of(string? cursor, int limit, int largest = LargestLimit)
    {
        if (limit < 1 || limit > largest) return Refusal.Of<WebText>("limit", StatusCodes.Status400BadRequest, largest);
        if (string.IsNullOrEmpty(cursor)) return new ListPage(null, limit);
        return ListCursor.TryDecode(cursor, out var last) ? new ListPage(last, limit) : NoCursor;
    }

    /// <summary>The answer to a cursor that no page of the list gave.</summary>
    public static Refusal NoCursor => Refusal.Of<WebText>("cursor", StatusCodes.Status400BadRequest);
}

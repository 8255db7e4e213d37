using System.Buffers.Text;

namespace Iris.Platform.Web.Api;

/// <summary>
/// Where a page of a list ended: the id of its last row, opaque to callers. Ids are of version 7 and lists are ordered by them, so what is added
/// or deleted meanwhile neither repeats nor hides a row.
/// </summary>
internal static class ListCursor
{
    private const int IdBytes = 16;

    public static string Encode(Guid last) => Base64Url.EncodeToString(last.ToByteArray(bigEndian: true));

    public static bool TryDecode(string cursor, out Guid last)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        var valid = Base64Url.IsValid(cursor, out var length) && length == IdBytes && Base64Url.TryDecodeFromChars(cursor, id, out _);
        last = valid ? new Guid(id, bigEndian: true) : default;
        return valid;
    }

    /// <summary>For pages, which begin with the first row where an address has no cursor, or something else in its place.</summary>
    public static Guid? Find(string? cursor) => TryDecode(cursor ?? "", out var last) ? last : null;

    /// <summary>The rows of a page and the cursor of the next one, out of one row more than the page has.</summary>
    /// <param name="rows">Read with a limit of <paramref name="limit"/> + 1.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="id">By which they are ordered.</param>
    public static (IReadOnlyList<T> Items, string? Next) Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, Guid> id) =>
        ([.. rows.Take(limit)], rows.Count > limit ? Encode(id(rows[limit - 1])) : null);
}

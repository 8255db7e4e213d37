using System.Buffers.Text;

namespace Iris.Gallery;

/// <summary>
/// Where a page of the gallery ended: the id of its last reading, opaque to callers. Ids are of version 7 and the list is ordered by them, so what is added
/// or deleted meanwhile neither repeats nor hides a reading.
/// </summary>
internal static class GalleryCursor
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
}

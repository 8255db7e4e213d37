using System.Buffers.Binary;
using System.Buffers.Text;

namespace Iris.Diary.Feed;

/// <summary>Where a page of the most liked posts ended, opaque to callers.</summary>
/// <param name="Likes">Of the last post, as it was then.</param>
/// <param name="Id">Of the last post.</param>
internal readonly record struct FeedCursor(int Likes, Guid Id)
{
    private const int Bytes = sizeof(int) + 16;

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Likes);
        Id.TryWriteBytes(bytes[sizeof(int)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryDecode(string text, out FeedCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var valid = Base64Url.IsValid(text, out var length) && length == Bytes && Base64Url.TryDecodeFromChars(text, bytes, out _);
        cursor = valid ? new(BinaryPrimitives.ReadInt32BigEndian(bytes), new Guid(bytes[sizeof(int)..], bigEndian: true)) : default;
        return valid;
    }
}

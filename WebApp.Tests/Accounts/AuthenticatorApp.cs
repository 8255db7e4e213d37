using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Iris.Tests.Accounts;

/// <summary>The authenticator app of a test's person: time-based one-time passwords of RFC 6238.</summary>
internal static class AuthenticatorApp
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    [SuppressMessage("Security", "CA5350", Justification = "The standard names SHA-1.")]
    public static string Code(string spelledKey)
    {
        var (key, bits, count) = (new List<byte>(), 0, 0);
        foreach (var letter in spelledKey.Where(letter => letter != ' '))
        {
            (bits, count) = ((bits << 5) | Base32.IndexOf(letter, StringComparison.Ordinal), count + 5);
            if (count < 8) continue;
            count -= 8;
            key.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }

        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        var hash = HMACSHA1.HashData(key.ToArray(), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Iris.Platform.Storage;

/// <summary>
/// What makes a URL of <see cref="FolderObjectStore"/> open without an account: key, expiry and file name, sealed by data protection (AES and HMAC, compared
/// in constant time, with keys that all nodes share). A ticket can be neither altered nor read, so it does not tell the key either.
/// </summary>
internal sealed class ObjectTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("Iris.Platform.Storage.ObjectTickets");

    /// <summary>A ticket as text that can stand in a URL.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is none that <see cref="IObjectStore.SignedUrl"/> takes.</exception>
    public string Issue(ObjectKey key, TimeSpan lifetime, string? downloadName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, IObjectStore.LongestLifetime);
        var text = Encoding.UTF8.GetBytes($"{key}\n{downloadName}");
        var ticket = new byte[sizeof(long) + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(ticket, (clock.GetUtcNow() + lifetime).ToUnixTimeMilliseconds());
        text.CopyTo(ticket, sizeof(long));
        return WebEncoders.Base64UrlEncode(protector.Protect(ticket));
    }

    /// <summary>What the ticket opens, or null when it is not ours or has expired.</summary>
    public ObjectTicket? Open(string text)
    {
        byte[] ticket;
        try
        {
            ticket = protector.Unprotect(WebEncoders.Base64UrlDecode(text));
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }

        if (BinaryPrimitives.ReadInt64BigEndian(ticket) <= clock.GetUtcNow().ToUnixTimeMilliseconds()) return null;
        var parts = Encoding.UTF8.GetString(ticket.AsSpan(sizeof(long))).Split('\n', 2);
        return new ObjectTicket(ObjectKey.Parse(parts[0]), parts[1].Length > 0 ? parts[1] : null);
    }
}

/// <summary>An opened ticket.</summary>
/// <param name="Key">What it opens.</param>
/// <param name="DownloadName">Null: the browser shows the object instead of saving it.</param>
internal sealed record ObjectTicket(ObjectKey Key, string? DownloadName);

using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Iris.Platform.Data;

/// <summary>An id as its 16 bytes, most significant first: databases compare them byte by byte, which is how .NET compares ids.</summary>
internal sealed class GuidBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true))
{
    public const int Length = 16;
}

/// <summary>A time in UTC as whole microseconds, which is what MySQL keeps of it.</summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => Cut(time), time => time)
{
    public static DateTimeOffset Cut(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}

/// <summary>A time in UTC as a number, since SQLite has no type of times that it could order; cut like everywhere else.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => UtcMicroseconds.Cut(time).Ticks, ticks => new(ticks, TimeSpan.Zero));

/// <summary>
/// Every string on its way to the database, whether it is stored or compared, and whoever sent it: what is no character never arrives. What a feature keeps
/// it has looked at before (<see cref="PlainText"/>); this holds for what nobody thought of.
/// </summary>
internal sealed class StorableText() : ValueConverter<string, string>(text => PlainText.Printable(text), text => text);

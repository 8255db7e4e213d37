using Iris.Instruments.Readings;

namespace Iris.Gallery;

/// <summary>Which readings a person looks at.</summary>
/// <param name="Kind">Slug of the only kind; null for all.</param>
/// <param name="From">Not earlier; null for no limit.</param>
/// <param name="Before">Earlier than this; null for no limit.</param>
internal sealed record GalleryFilter(string? Kind = null, DateTimeOffset? From = null, DateTimeOffset? Before = null)
{
    public IQueryable<Reading> Of(IQueryable<Reading> readings)
    {
        if (Kind is not null) readings = readings.Where(reading => reading.Instrument == Kind);
        if (From is { } from) readings = readings.Where(reading => reading.CreatedAt >= from);
        if (Before is { } before) readings = readings.Where(reading => reading.CreatedAt < before);
        return readings;
    }
}

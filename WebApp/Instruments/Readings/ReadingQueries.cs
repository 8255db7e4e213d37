using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Readings;

/// <summary>Where queries of readings begin.</summary>
internal static class ReadingQueries
{
    /// <summary>Those that are not deleted, whosever they are; to be read only.</summary>
    public static IQueryable<Reading> KeptReadings(this AppDbContext database) => database.Set<Reading>().AsNoTracking().Where(reading => reading.DeletedAt == null);
}

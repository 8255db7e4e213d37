using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes;

/// <summary>A person's readings of face types. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class FaceTypeReadings(IDbContextFactory<AppDbContext> databases)
{
    /// <summary>The reading with its result, or null.</summary>
    public async Task<(Reading Reading, FaceTypeResult Result)?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database).OwnedBy(person).SingleOrDefaultAsync(reading => reading.Id == id, cancellation) is { } reading ? (reading, Parse(reading)) : null;
    }

    /// <summary>Everybody's.</summary>
    internal static IQueryable<Reading> Of(AppDbContext database) =>
        database.KeptReadings().Where(reading => reading.Instrument == FaceTypeInstrument.Name);

    internal static FaceTypeResult Parse(Reading reading) => JsonSerializer.Deserialize<FaceTypeResult>(reading.Result, ApiJson.Options)!;
}

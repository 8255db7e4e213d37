using System.Collections.Frozen;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Iris.Gallery;

/// <summary>The readings of one person. What belongs to another, or is deleted, does not exist here.</summary>
internal sealed class OwnReadings(
    IDbContextFactory<AppDbContext> databases, ReadingKinds kinds, IStringLocalizerFactory localizers, TimeProvider clock, IOptions<GalleryOptions> options)
{
    /// <summary>A page, newest first.</summary>
    /// <param name="person">The owner.</param>
    /// <param name="kind">Slug of the only kind to show; null for all.</param>
    /// <param name="after">The last reading of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<GallerySlice> PageAsync(Guid person, string? kind, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var readings = Of(database, person);
        if (kind is not null) readings = readings.Where(reading => reading.Instrument == kind);
        if (after is { } last) readings = readings.Where(reading => reading.Id.CompareTo(last) < 0);
        var rows = await Rows(readings.OrderByDescending(reading => reading.Id).Take(limit + 1)).ToListAsync(cancellation);
        var next = rows.Count > limit ? GalleryCursor.Encode(rows[limit - 1].Id) : null;
        var shown = rows.Take(limit).ToList();
        var corrected = new Dictionary<Guid, object>();
        foreach (var rowsOfOne in shown.GroupBy(row => row.Instrument))
        {
            foreach (var (id, result) in await CorrectedAsync(person, rowsOfOne.Key, [.. rowsOfOne.Select(row => row.Id)], cancellation)) corrected[id] = result;
        }

        return new GallerySlice([.. shown.Select(row => Describe(row, corrected.GetValueOrDefault(row.Id)))], next);
    }

    /// <summary>The whole reading, or null.</summary>
    public async Task<Reading?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person).SingleOrDefaultAsync(reading => reading.Id == id, cancellation);
    }

    /// <summary>The reading as a list shows it, or null.</summary>
    public async Task<GalleryItem?> FindItemAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var row = await Rows(Of(database, person).Where(reading => reading.Id == id)).SingleOrDefaultAsync(cancellation);
        return row is null ? null : Describe(row, (await CorrectedAsync(person, row.Instrument, [id], cancellation)).GetValueOrDefault(id));
    }

    /// <summary>The result of a reading as the person corrected it by hand, or null where the automatic one stands.</summary>
    public async Task<object?> CorrectedAsync(Reading reading, CancellationToken cancellation) =>
        (await CorrectedAsync(reading.OwnerId, reading.Instrument, [reading.Id], cancellation)).GetValueOrDefault(reading.Id);

    /// <summary>Deletes a reading so that <see cref="RestoreAsync"/> can bring it back for a while; false when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person)
            .Where(reading => reading.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(reading => reading.DeletedAt, now), cancellation) > 0;
    }

    /// <summary>Undoes a deletion; false when it is too late, or when there is no such reading. Undoing twice is no error.</summary>
    public async Task<bool> RestoreAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        var tooLate = clock.GetUtcNow() - options.Value.UndoFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<Reading>()
            .OwnedBy(person)
            .Where(reading => reading.Id == id && (reading.DeletedAt == null || reading.DeletedAt > tooLate))
            .ExecuteUpdateAsync(set => set.SetProperty(reading => reading.DeletedAt, (DateTimeOffset?)null), cancellation) > 0;
    }

    private static IQueryable<Reading> Of(AppDbContext database, Guid person) =>
        database.Set<Reading>().AsNoTracking().OwnedBy(person).Where(reading => reading.DeletedAt == null);

    private static IQueryable<Row> Rows(IQueryable<Reading> readings) => readings.Select(
        reading => new Row(reading.Id, reading.Instrument, reading.CreatedAt, reading.Result, reading.Width, reading.Height, reading.Model, reading.ElapsedMs));

    private async Task<IReadOnlyDictionary<Guid, object>> CorrectedAsync(Guid person, string slug, Guid[] readings, CancellationToken cancellation) =>
        kinds.Find(slug) is { } kind ? await kind.CorrectedAsync(person, readings, cancellation) : FrozenDictionary<Guid, object>.Empty;

    private GalleryItem Describe(Row row, object? corrected)
    {
        var (title, headline) = (row.Instrument, "");
        if (kinds.Find(row.Instrument) is { } kind)
        {
            var text = localizers.Create(kind.Text);
            (title, headline) = (text["Title"], kind.Headline(corrected ?? kind.Parse(row.Result), text));
        }

        return new GalleryItem(row.Id, row.Instrument, title, headline, row.CreatedAt, row.Width, row.Height, row.Model, Math.Round(row.ElapsedMs, 1));
    }

    private sealed record Row(Guid Id, string Instrument, DateTimeOffset CreatedAt, string Result, int Width, int Height, string Model, double ElapsedMs);
}

using System.Collections.Frozen;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
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
        var (shown, next) = ListCursor.Cut(rows, limit, row => row.Id);
        return new GallerySlice(await DescribeAsync(person, shown, cancellation), next);
    }

    /// <summary>A part of what the filter leaves, newest first.</summary>
    /// <param name="person">The owner.</param>
    /// <param name="filter">Which readings.</param>
    /// <param name="skip">So many before.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<IReadOnlyList<GalleryItem>> RangeAsync(Guid person, GalleryFilter filter, int skip, int take, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var rows = await Rows(filter.Of(Of(database, person)).OrderByDescending(reading => reading.Id).Skip(skip).Take(take)).ToListAsync(cancellation);
        return await DescribeAsync(person, rows, cancellation);
    }

    /// <summary>How many readings the filter leaves.</summary>
    public async Task<int> CountAsync(Guid person, GalleryFilter filter, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await filter.Of(Of(database, person)).CountAsync(cancellation);
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

    /// <summary>Deletes a reading so that <see cref="RestoreAsync(Guid, Guid, CancellationToken)"/> can bring it back for a while; false when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid person, Guid id, CancellationToken cancellation) => await DeleteAsync(person, [id], cancellation) > 0;

    /// <summary>Deletes several, and answers how many there were.</summary>
    public async Task<int> DeleteAsync(Guid person, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Of(database, person)
            .Where(reading => ids.Contains(reading.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(reading => reading.DeletedAt, now), cancellation);
    }

    /// <summary>Undoes a deletion; false when it is too late, or when there is no such reading. Undoing twice is no error.</summary>
    public async Task<bool> RestoreAsync(Guid person, Guid id, CancellationToken cancellation) => await RestoreAsync(person, [id], cancellation) > 0;

    /// <summary>Undoes several deletions, and answers how many readings are there again.</summary>
    public async Task<int> RestoreAsync(Guid person, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var tooLate = clock.GetUtcNow() - options.Value.UndoFor;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<Reading>()
            .OwnedBy(person)
            .Where(reading => ids.Contains(reading.Id) && (reading.DeletedAt == null || reading.DeletedAt > tooLate))
            .ExecuteUpdateAsync(set => set.SetProperty(reading => reading.DeletedAt, (DateTimeOffset?)null), cancellation);
    }

    private static IQueryable<Reading> Of(AppDbContext database, Guid person) =>
        database.KeptReadings().OwnedBy(person);

    private static IQueryable<Row> Rows(IQueryable<Reading> readings) => readings.Select(
        reading => new Row(reading.Id, reading.Instrument, reading.CreatedAt, reading.Result, reading.Width, reading.Height, reading.Model, reading.ElapsedMs));

    private async Task<IReadOnlyDictionary<Guid, object>> CorrectedAsync(Guid person, string slug, Guid[] readings, CancellationToken cancellation) =>
        kinds.Find(slug) is { } kind ? await kind.CorrectedAsync(person, readings, cancellation) : FrozenDictionary<Guid, object>.Empty;

    private async Task<IReadOnlyList<GalleryItem>> DescribeAsync(Guid person, IReadOnlyList<Row> rows, CancellationToken cancellation)
    {
        var corrected = new Dictionary<Guid, object>();
        foreach (var rowsOfOne in rows.GroupBy(row => row.Instrument))
        {
            foreach (var (id, result) in await CorrectedAsync(person, rowsOfOne.Key, [.. rowsOfOne.Select(row => row.Id)], cancellation)) corrected[id] = result;
        }

        return [.. rows.Select(row => Describe(row, corrected.GetValueOrDefault(row.Id)))];
    }

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

using System.Text.Json;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Cells.Correction;

/// <summary>A counted picture with its correction, if it has one.</summary>
internal sealed record CellPicture(Reading Reading, CellsResult Result, CellCorrection? Correction, Guid? SampleId)
{
    /// <summary>The rules that are in force: the person's, or those of the automatic count.</summary>
    public CountingRules Rules => Content?.Rules ?? CountingRules.Of(Result);

    /// <summary>The whole picture.</summary>
    public CountingFrame Frame => new(0, 0, Reading.Width, Reading.Height);

    /// <summary>A sheet with the saved steps.</summary>
    public CellSheet Sheet() => new(Result, Content?.Edits);

    /// <summary>The count in force.</summary>
    public CellTally Tally => Correction is null
        ? new(Result.Live, Result.Dead, Result.ChamberVolumeNl / Result.DilutionFactor)
        : new(Correction.Live, Correction.Dead, Rules.ChamberVolumeNl / Rules.DilutionFactor);

    /// <summary>The count in force with its cells, in the form of an automatic result.</summary>
    public CellsResult CorrectedResult => Result.Corrected(Sheet(), Rules, Frame);

    private CorrectionContent? Content => Correction is null ? null : JsonSerializer.Deserialize<CorrectionContent>(Correction.Content, ApiJson.Options);
}

/// <summary>A person's counted pictures and their corrections.</summary>
internal sealed class CellPictures(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    /// <summary>The picture, or null when it is not this person's, not a count, or deleted.</summary>
    public async Task<CellPicture?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await FindAsync(database, person, id, cancellation);
    }

    /// <summary>The newest pictures, newest first.</summary>
    public async Task<IReadOnlyList<CellPicture>> NewestAsync(Guid person, int count, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var newest = Counts(database, person).OrderByDescending(reading => reading.Id).Take(count);
        return [.. Enumerable.Reverse(await ReadAsync(database, newest, cancellation))];
    }

    /// <summary>Those of the readings that were corrected.</summary>
    public async Task<IReadOnlyList<CellPicture>> CorrectedAsync(Guid person, IReadOnlyCollection<Guid> readings, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var corrected = Counts(database, person)
            .Where(reading => readings.Contains(reading.Id) && database.Set<CellCorrection>().Any(correction => correction.ReadingId == reading.Id));
        return await ReadAsync(database, corrected, cancellation);
    }

    /// <summary>Saves a correction beside the automatic result, with who and when, in place of an earlier one.</summary>
    /// <returns>The picture as it is now, or null as in <see cref="FindAsync(Guid, Guid, CancellationToken)"/>.</returns>
    public async Task<CellPicture?> CorrectAsync(Guid person, Guid id, CountingRules rules, CellSheet sheet, CancellationToken cancellation)
    {
        CellPicture? corrected = null;
        await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpAsync(person, cancellation);
                if (await FindAsync(database, person, id, cancellation) is not { } picture) return false;
                var tally = CellTally.Of(sheet.Counted(rules, picture.Frame), rules.DilutionFactor, rules.ChamberVolumeNl);
                var correction = new CellCorrection
                {
                    ReadingId = id,
                    OwnerId = person,
                    CorrectedBy = await database.Users.Where(user => user.Id == person).Select(user => user.Nickname).SingleAsync(cancellation),
                    CorrectedAt = clock.GetUtcNow(),
                    Content = JsonSerializer.Serialize(new CorrectionContent(rules, sheet.Edits), ApiJson.Options),
                    Live = tally.Live,
                    Dead = tally.Dead,
                };
                database.Entry(correction).State = picture.Correction is null ? EntityState.Added : EntityState.Modified;
                await TakeAsync(database, id, tally, cancellation);
                await database.SaveChangesAsync(cancellation);
                corrected = picture with { Correction = correction };
                return true;
            },
            cancellation);
        return corrected;
    }

    /// <summary>Forgets a correction, so that the automatic result is in force again.</summary>
    public async Task<CellPicture?> RevertAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        CellPicture? reverted = null;
        await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpAsync(person, cancellation);
                await database.Set<CellCorrection>().OwnedBy(person).Where(correction => correction.ReadingId == id).ExecuteDeleteAsync(cancellation);
                reverted = await FindAsync(database, person, id, cancellation);
                if (reverted is null) return false;
                await TakeAsync(database, id, reverted.Tally, cancellation);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return reverted;
    }

    /// <summary>A person's readings that are counts.</summary>
    internal static IQueryable<Reading> Counts(AppDbContext database, Guid person) =>
        database.KeptReadings().OwnedBy(person).Where(reading => reading.Instrument == CellsInstrument.Name);

    /// <summary>The chosen counts with their corrections, oldest first, by one query.</summary>
    /// <param name="database">Where to read.</param>
    /// <param name="counts">Chosen from <see cref="Counts"/>.</param>
    /// <param name="cancellation">Ends the query early.</param>
    internal static async Task<List<CellPicture>> ReadAsync(AppDbContext database, IQueryable<Reading> counts, CancellationToken cancellation)
    {
        var found = await (
            from reading in counts
            orderby reading.Id
            select new
            {
                Reading = reading,
                Correction = database.Set<CellCorrection>().AsNoTracking().FirstOrDefault(correction => correction.ReadingId == reading.Id),
                SampleId = database.Set<CellSamplePicture>().Where(picture => picture.ReadingId == reading.Id).Select(picture => (Guid?)picture.SampleId).FirstOrDefault(),
            }).ToListAsync(cancellation);
        return
        [
            .. found.Select(picture => new CellPicture(
                picture.Reading, JsonSerializer.Deserialize<CellsResult>(picture.Reading.Result, ApiJson.Options)!, picture.Correction, picture.SampleId)),
        ];
    }

    /// <summary>As <see cref="FindAsync(Guid, Guid, CancellationToken)"/>, within a unit of work.</summary>
    internal static async Task<CellPicture?> FindAsync(AppDbContext database, Guid person, Guid id, CancellationToken cancellation) =>
        (await ReadAsync(database, Counts(database, person).Where(reading => reading.Id == id), cancellation)).SingleOrDefault();

    /// <summary>The sample of the picture, if it is in one, follows the count.</summary>
    internal static async Task TakeAsync(AppDbContext database, Guid id, CellTally tally, CancellationToken cancellation) =>
        (await database.Set<CellSamplePicture>().FirstOrDefaultAsync(picture => picture.ReadingId == id, cancellation))?.Take(tally);
}

using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Cells.Correction;

/// <summary>Counts a kept picture again when a person knows better how large its cells are, or that there are cells in it.</summary>
internal sealed class CellRecount(PictureAnalysis analysis, ReadingKinds kinds, IDbContextFactory<AppDbContext> databases)
{
    /// <summary>
    /// The new count takes the place of the automatic one, with the person's dilution, volume, border rule and stain. Refused are <c>corrected</c> (409), since a
    /// correction is steps on the cells of the count that it was made on, and what <see cref="PictureAnalysis.AgainAsync"/> refuses.
    /// </summary>
    /// <param name="picture">Of this person.</param>
    /// <param name="diameter">Of a typical cell, in pixels; null: measured.</param>
    /// <param name="anyway">Whether to count also what does not look like cells.</param>
    /// <param name="cancellation">Ends the analysis early.</param>
    public async Task<Outcome<Reading>> CountAsync(CellPicture picture, double? diameter, bool anyway, CancellationToken cancellation)
    {
        if (picture.Correction is not null) return Corrected;
        var counted = picture.Result;
        var options = new CellsOptions(counted.Stain, counted.DilutionFactor, counted.ChamberVolumeNl, counted.BorderRule, diameter, anyway);
        var instrument = (Instrument)kinds.Find(CellsInstrument.Name)!;
        if (!(await analysis.AgainAsync(picture.Reading, instrument, options, cancellation)).Succeeded(out var look, out var refusal)) return refusal;

        var (id, owner) = (picture.Reading.Id, picture.Reading.OwnerId);
        var (result, model, elapsed) = (look.Finding.Result, look.Finding.Model, look.Elapsed.TotalMilliseconds);
        CellPicture? recounted = null;
        var kept = await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpAsync(owner, cancellation);
                await CellPictures.Counts(database, owner)
                    .Where(reading => reading.Id == id && !database.Set<CellCorrection>().Any(correction => correction.ReadingId == id))
                    .ExecuteUpdateAsync(set => set.SetProperty(reading => reading.Result, result).SetProperty(reading => reading.Model, model).SetProperty(reading => reading.ElapsedMs, elapsed), cancellation);
                recounted = await CellPictures.FindAsync(database, owner, id, cancellation);
                if (recounted is not { Correction: null }) return false;
                await CellPictures.TakeAsync(database, id, recounted.Tally, cancellation);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return kept ? recounted!.Reading : recounted is null ? Refusal.Of<InstrumentsText>("picture-gone", StatusCodes.Status404NotFound) : Corrected;
    }

    private static Refusal Corrected => Refusal.Of<CellsText>("corrected", StatusCodes.Status409Conflict);
}

using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Cells.Samples;

/// <summary>A sample in a table.</summary>
public sealed record CellSampleRow(Guid Id, string Name, DateOnly Date, string? Note, int Pictures, CellTally Pooled);

/// <summary>A sample with its pictures, oldest first.</summary>
internal sealed record CellSampleSheet(CellSample Sample, IReadOnlyList<CellPicture> Pictures)
{
    public CellTally Pooled => CellTally.Pooled([.. Pictures.Select(picture => picture.Tally)]);
}

/// <summary>A person's samples.</summary>
internal sealed class CellSamples(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    private const int MostRows = 500;

    /// <summary>The newest samples, newest first, at most 500.</summary>
    public async Task<IReadOnlyList<CellSampleRow>> ListAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var rows = await database.Set<CellSample>().AsNoTracking().OwnedBy(person)
            .OrderByDescending(sample => sample.Date).ThenByDescending(sample => sample.Id).Take(MostRows)
            .Select(sample => new { Sample = sample, Pictures = sample.Pictures.Where(picture => picture.Reading!.DeletedAt == null).ToList() })
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row => new CellSampleRow(
                row.Sample.Id, row.Sample.Name, row.Sample.Date, row.Sample.Note, row.Pictures.Count, CellTally.Pooled([.. row.Pictures.Select(picture => picture.Tally)]))),
        ];
    }

    /// <summary>The sample with its pictures, or null when it is not this person's.</summary>
    public async Task<CellSampleSheet?> FindAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await database.Set<CellSample>().AsNoTracking().OwnedBy(person).FirstOrDefaultAsync(sample => sample.Id == id, cancellation) is not { } sample)
        {
            return null;
        }

        var pictures = CellPictures.Counts(database, person)
            .Where(reading => database.Set<CellSamplePicture>().Any(picture => picture.SampleId == id && picture.ReadingId == reading.Id));
        return new(sample, await CellPictures.ReadAsync(database, pictures, cancellation));
    }

    /// <summary>Creates a sample; text that is too long is cut.</summary>
    public async Task<Guid> CreateAsync(Guid person, string name, DateOnly date, string? note, CancellationToken cancellation)
    {
        var sample = new CellSample { Id = Guid.CreateVersion7(clock.GetUtcNow()), OwnerId = person, Name = PlainText.Cut(PlainText.OneLine(name), CellSample.LongestName), Date = date, Note = Note(note) };
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Add(sample);
        await database.SaveChangesAsync(cancellation);
        return sample.Id;
    }

    /// <summary>Changes name, day and note; does nothing when it is not this person's.</summary>
    public async Task ChangeAsync(Guid person, Guid id, string name, DateOnly date, string? note, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await database.Set<CellSample>().OwnedBy(person).Where(sample => sample.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(sample => sample.Name, PlainText.Cut(PlainText.OneLine(name), CellSample.LongestName))
                .SetProperty(sample => sample.Date, date)
                .SetProperty(sample => sample.Note, Note(note)),
            cancellation);
    }

    /// <summary>Deletes a sample; its pictures stay in the gallery.</summary>
    public async Task DeleteAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await database.Set<CellSample>().OwnedBy(person).Where(sample => sample.Id == id).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Puts a picture into a sample, out of another, or with null into none; does nothing when either is not this person's.</summary>
    public Task AssignAsync(Guid person, Guid reading, Guid? sample, CancellationToken cancellation) => databases.InTransactionAsync(
        async database =>
        {
            await database.QueueUpAsync(person, cancellation);
            if (await CellPictures.FindAsync(database, person, reading, cancellation) is not { } picture
                || sample is { } id && !await database.Set<CellSample>().OwnedBy(person).AnyAsync(candidate => candidate.Id == id, cancellation))
            {
                return false;
            }

            var place = await database.Set<CellSamplePicture>().FirstOrDefaultAsync(candidate => candidate.ReadingId == reading, cancellation);
            if (sample is null)
            {
                if (place is not null) database.Remove(place);
            }
            else
            {
                if (place is null) database.Add(place = new CellSamplePicture { ReadingId = reading, SampleId = sample.Value });
                place.SampleId = sample.Value;
                place.Take(picture.Tally);
            }

            await database.SaveChangesAsync(cancellation);
            return true;
        },
        cancellation);

    private static string? Note(string? text) => PlainText.Cut(PlainText.Lines(text), CellSample.LongestNote) is { Length: > 0 } note ? note : null;
}

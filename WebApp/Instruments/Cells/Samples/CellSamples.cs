using System.Linq.Expressions;
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

/// <summary>A sample by its name, to choose from.</summary>
public sealed record CellSampleName(Guid Id, string Name, DateOnly Date);

/// <summary>Which samples a table shows.</summary>
/// <param name="Search">Part of the name or note, in any case; null or empty for all.</param>
/// <param name="Order">The column that they are ordered by.</param>
/// <param name="Descending">From the last to the first.</param>
/// <param name="Skip">So many before.</param>
/// <param name="Take">At most so many.</param>
internal sealed record CellSampleQuery(string? Search, CellSampleOrder Order, bool Descending, int Skip, int Take);

/// <summary>What samples can be ordered by.</summary>
internal enum CellSampleOrder
{
    Date,
    Name,
    Pictures,
    Total,
    Viability,
}

/// <summary>A person's samples.</summary>
internal sealed class CellSamples(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    private const int MostNames = 20;

    /// <summary>A page of samples with their pooled counts, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<CellSampleRow> Rows, int Total)> PageAsync(Guid person, CellSampleQuery query, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var found = Found(database, person, query.Search);
        var total = await found.CountAsync(cancellation);
        var rows = await Ordered(found, query.Order, query.Descending).ThenByDescending(sample => sample.Date).ThenByDescending(sample => sample.Id).Skip(query.Skip).Take(query.Take)
            .Select(sample => new { Sample = sample, Pictures = sample.Pictures.Where(picture => picture.Reading!.DeletedAt == null).ToList() })
            .ToListAsync(cancellation);
        return (
        [
            .. rows.Select(row => new CellSampleRow(
                row.Sample.Id, row.Sample.Name, row.Sample.Date, row.Sample.Note, row.Pictures.Count, CellTally.Pooled([.. row.Pictures.Select(picture => picture.Tally)]))),
        ], total);
    }

    /// <summary>The newest samples with this in their name or note, at most 20.</summary>
    public async Task<IReadOnlyList<CellSampleName>> SearchAsync(Guid person, string? search, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Found(database, person, search).OrderByDescending(sample => sample.Date).ThenByDescending(sample => sample.Id).Take(MostNames)
            .Select(sample => new CellSampleName(sample.Id, sample.Name, sample.Date)).ToListAsync(cancellation);
    }

    /// <summary>The name of a sample, or null when it is not this person's.</summary>
    public async Task<CellSampleName?> NameAsync(Guid person, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<CellSample>().OwnedBy(person).Where(sample => sample.Id == id)
            .Select(sample => new CellSampleName(sample.Id, sample.Name, sample.Date)).FirstOrDefaultAsync(cancellation);
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

    private static IQueryable<CellSample> Found(AppDbContext database, Guid person, string? search)
    {
        var samples = database.Set<CellSample>().AsNoTracking().OwnedBy(person);
        if (PlainText.OneLine(search).ToLowerInvariant() is not { Length: > 0 } part) return samples;
        // The database lowers: its LOWER knows no culture, and takes no other form of these calls.
#pragma warning disable CA1304, CA1311, CA1862
        return samples.Where(sample => sample.Name.ToLower().Contains(part) || sample.Note != null && sample.Note.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static IOrderedQueryable<CellSample> Ordered(IQueryable<CellSample> samples, CellSampleOrder order, bool descending)
    {
        return order switch
        {
            CellSampleOrder.Name => By(sample => sample.Name),
            CellSampleOrder.Pictures => By(sample => sample.Pictures.Count(picture => picture.Reading!.DeletedAt == null)),
            CellSampleOrder.Total => By(sample => sample.Pictures.Where(picture => picture.Reading!.DeletedAt == null).Sum(picture => picture.Live + picture.Dead)),
            CellSampleOrder.Viability => By(sample => sample.Pictures.Any(picture => picture.Reading!.DeletedAt == null && picture.Live + picture.Dead > 0)
                ? 1.0 * sample.Pictures.Where(picture => picture.Reading!.DeletedAt == null).Sum(picture => picture.Live)
                    / sample.Pictures.Where(picture => picture.Reading!.DeletedAt == null).Sum(picture => picture.Live + picture.Dead)
                : -1),
            _ => By(sample => sample.Date),
        };

        IOrderedQueryable<CellSample> By<T>(Expression<Func<CellSample, T>> key) => descending ? samples.OrderByDescending(key) : samples.OrderBy(key);
    }

    private static string? Note(string? text) => PlainText.Cut(PlainText.Lines(text), CellSample.LongestNote) is { Length: > 0 } note ? note : null;
}

using System.Text.Json;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Samples;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.Cells;

/// <summary>Samples and corrections in the export and the erasure of an account; the pictures and automatic results are the gallery's.</summary>
internal sealed class CellPersonalData(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var samples = database.Set<CellSample>().AsNoTracking().OwnedBy(personId).OrderBy(sample => sample.Id)
            .Select(sample => new { sample.Id, sample.Name, sample.Date, sample.Note, Pictures = sample.Pictures.Select(picture => picture.ReadingId) });
        await archive.AddJsonAsync("cells/samples.json", samples.AsAsyncEnumerable(), cancellationToken);

        var corrections = new List<object>();
        await foreach (var correction in database.Set<CellCorrection>().AsNoTracking().OwnedBy(personId).OrderBy(c => c.ReadingId).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var content = JsonSerializer.Deserialize<CorrectionContent>(correction.Content, ApiJson.Options)!;
            corrections.Add(new { correction.ReadingId, correction.CorrectedBy, correction.CorrectedAt, correction.Live, correction.Dead, content.Rules, content.Edits });
        }

        await archive.AddJsonAsync("cells/corrections.json", corrections, cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Set<CellCorrection>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
        await database.Set<CellSample>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }
}

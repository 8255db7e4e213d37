using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Moderation;

/// <summary>The reports' part in the export and the erasure of an account. That something was reported stays, without who did it and what they said.</summary>
internal sealed class PersonalReports(IDbContextFactory<AppDbContext> databases) : IPersonalData
{
    /// <summary><c>diary/reports.json</c>.</summary>
    public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var reports = Of(database, personId).AsNoTracking().OrderBy(report => report.Id).Select(report => new { report.PostId, report.CommentId, report.Reason, report.Note, report.CreatedAt });
        await archive.AddJsonAsync("diary/reports.json", reports.AsAsyncEnumerable(), cancellationToken);
    }

    public async Task EraseAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await Of(database, personId).ExecuteUpdateAsync(set => set.SetProperty(report => report.Note, (string?)null).SetProperty(report => report.ReporterId, (Guid?)null), cancellationToken);
        await database.Set<FirstDayCount>().OwnedBy(personId).ExecuteDeleteAsync(cancellationToken);
    }

    private static IQueryable<Report> Of(AppDbContext database, Guid person) => database.Set<Report>().Where(report => report.ReporterId == person);
}

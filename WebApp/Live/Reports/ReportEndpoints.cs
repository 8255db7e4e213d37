using Iris.Accounts;
using Iris.Platform;
using Iris.Platform.Web;

namespace Iris.Live.Reports;

/// <summary><c>/api/v1/reports</c>: the caller's time in front of the camera.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/v1/reports").RequireAuthorization().WithTags("Reports").ProducesProblem(StatusCodes.Status401Unauthorized);
        reports.MapGet("/", ReadAsync)
            .WithSummary("Totals, days, sessions and minutes of a time.")
            .WithDescription("'from' and 'to' are ISO 8601 dates (both included) or times; the last seven days by default, 100 days at most. 'timeZone' is an IANA name. 'format=csv' answers the minutes as CSV.")
            .Produces<PeriodReport>().ProducesProblem(StatusCodes.Status400BadRequest);
        reports.MapGet("/{id:guid}", FindAsync)
            .WithSummary("The report of one session; 'format=csv' answers its minutes as CSV.")
            .Produces<SessionReport>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, LiveReports reports, TimeProvider clock, CancellationToken cancellation, string? from = null, string? to = null, string? timeZone = null, string? format = null)
    {
        if (!ReportPeriod.Parse(from, to, timeZone, clock.GetUtcNow()).Succeeded(out var period, out var refusal)) return refusal.ToProblem(context);
        var report = await reports.ReadAsync(context.User.PersonId(), period, cancellation);
        return Answer(context, report, report.Minutes, $"iris-reports-{period.DayOf(period.From):yyyy-MM-dd}.csv", format);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext context, LiveReports reports, CancellationToken cancellation, string? format = null) =>
        await reports.FindAsync(context.User.PersonId(), id, cancellation) is { } report
            ? Answer(context, report, report.Minutes, $"iris-report-{report.StartedAt:yyyy-MM-dd-HHmm}.csv", format)
            : TypedResults.NotFound();

    private static IResult Answer<T>(HttpContext context, T report, IReadOnlyList<ReportMinute> minutes, string fileName, string? format) => format switch
    {
        null or "" or "json" => TypedResults.Ok(report),
        "csv" => ReportCsv.Of(fileName, minutes),
        _ => Refusal.Of<LiveText>("format", StatusCodes.Status400BadRequest).ToProblem(context),
    };
}

using System.Text.Json.Nodes;
using Iris.Accounts;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Figures;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.Readings;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.Cells;

/// <summary>Exports of counts, and counting again; the count itself is the generic <c>POST /api/v1/cells</c>.</summary>
internal static class CellsEndpoints
{
    public static void MapCells(this WebApplication app)
    {
        var cells = app.MapGroup("/api/v1/cells").RequireAuthorization().WithTags("Instruments");
        cells.MapGet("/{id:guid}/csv", PictureAsync).WithName("cells-csv").WithSummary("The counted cells of a picture, corrected or not, as CSV.");
        cells.MapPost("/{id:guid}/recount", RecountAsync).WithName("cells-recount").WithSummary("Counts a kept picture again, for cells of a diameter that the person knows, or although it does not look like cells.")
            .RequireRateLimiting(RateLimits.Costly).Produces<JsonObject>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        cells.MapGet("/samples/{id:guid}/csv", SampleAsync).WithName("cells-sample-csv").WithSummary("The pictures of a sample and their pooled count as CSV.");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> PictureAsync(Guid id, HttpContext context, CellPictures pictures) =>
        await pictures.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } picture
            ? CellCsv.Cells(picture)
            : TypedResults.NotFound();

    private static async Task<IResult> RecountAsync(Guid id, RecountRequest request, HttpContext context, CellPictures pictures, CellRecount recount)
    {
        if (await pictures.FindAsync(context.User.PersonId(), id, context.RequestAborted) is not { } picture) return TypedResults.NotFound();
        if (request.CellDiameter is { } diameter && !(diameter is >= CellsOptions.LeastDiameter and <= CellsOptions.MostDiameter)) return CellsOptions.BadDiameter.ToProblem(context);
        return (await recount.CountAsync(picture, request.CellDiameter, request.Anyway, context.RequestAborted)).Succeeded(out var reading, out var refusal)
            ? TypedResults.Ok(ReadingDocument.Of(reading, kind: null))
            : refusal.ToProblem(context);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> SampleAsync(Guid id, HttpContext context, CellSamples samples) =>
        await samples.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } sheet
            ? CellCsv.Sample(sheet)
            : TypedResults.NotFound();
}

/// <summary>How to count again.</summary>
/// <param name="CellDiameter">Of a typical cell in pixels, 3 to 1,000; null: measured.</param>
/// <param name="Anyway">Whether to count also what does not look like cells.</param>
public sealed record RecountRequest(double? CellDiameter = null, bool Anyway = false);

using Iris.Accounts;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Figures;
using Iris.Instruments.Cells.Samples;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.Cells;

/// <summary>Exports of counts; the count itself is the generic <c>POST /api/v1/cells</c>.</summary>
internal static class CellsEndpoints
{
    public static void MapCells(this WebApplication app)
    {
        var cells = app.MapGroup("/api/v1/cells").RequireAuthorization().WithTags("Instruments");
        cells.MapGet("/{id:guid}/csv", PictureAsync).WithName("cells-csv").WithSummary("The counted cells of a picture, corrected or not, as CSV.");
        cells.MapGet("/samples/{id:guid}/csv", SampleAsync).WithName("cells-sample-csv").WithSummary("The pictures of a sample and their pooled count as CSV.");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> PictureAsync(Guid id, HttpContext context, CellPictures pictures) =>
        await pictures.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } picture
            ? CellCsv.Cells(picture)
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> SampleAsync(Guid id, HttpContext context, CellSamples samples) =>
        await samples.FindAsync(context.User.PersonId(), id, context.RequestAborted) is { } sheet
            ? CellCsv.Sample(sheet)
            : TypedResults.NotFound();
}

using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Samples;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.Cells.Figures;

/// <summary>Tables for spreadsheets: English column names, whatever the language, since programs read them.</summary>
internal static class CellCsv
{
    /// <summary>One row per counted cell.</summary>
    public static FileContentHttpResult Cells(CellPicture picture) => CsvFile.Of(
        $"{Path.GetFileNameWithoutExtension(picture.Reading.FileName) ?? "cells"}-cells.csv",
        forPeople: true,
        ["x", "y", "diameter", "state", "score"],
        picture.Sheet().Counted(picture.Rules, picture.Frame)
            .Select(cell => (object?[])[cell.X, cell.Y, cell.Diameter, cell.State is CellState.Live ? "live" : "dead", cell.Score]));

    /// <summary>One row per picture, then the pooled count.</summary>
    public static FileContentHttpResult Sample(CellSampleSheet sheet) => CsvFile.Of(
        $"{sheet.Sample.Name}.csv",
        forPeople: true,
        [
            "picture", "file", "counted_at", "total", "live", "dead", "viability_percent", "viability_low", "viability_high",
            "cells_per_ml", "cells_per_ml_low", "cells_per_ml_high", "dilution_factor", "chamber_volume_nl", "model", "corrected_by", "corrected_at",
        ],
        [
            .. sheet.Pictures.Select(picture => (object?[])
            [
                picture.Reading.Id, picture.Reading.FileName, CsvFile.Field(picture.Reading.CreatedAt), .. Numbers(picture.Tally), picture.Rules.DilutionFactor,
                picture.Rules.ChamberVolumeNl, picture.Reading.Model, picture.Correction?.CorrectedBy, picture.Correction is { } correction ? CsvFile.Field(correction.CorrectedAt) : null,
            ]),
            ["pooled", sheet.Sample.Name, CsvFile.Field(sheet.Sample.Date), .. Numbers(sheet.Pooled), null, null, null, null, null],
        ]);

    private static object?[] Numbers(CellTally tally) =>
    [
        tally.Total, tally.Live, tally.Dead,
        Rounded(tally.Viability), Rounded(tally.ViabilityInterval?.Low), Rounded(tally.ViabilityInterval?.High),
        Rounded(tally.ConcentrationPerMl), Rounded(tally.ConcentrationInterval?.Low), Rounded(tally.ConcentrationInterval?.High),
    ];

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;
}

using System.Globalization;
using System.Text;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Samples;

namespace Iris.Instruments.Cells.Figures;

/// <summary>Tables for spreadsheets (RFC 4180): English column names and decimal points, whatever the language, since programs read them.</summary>
internal static class CellCsv
{
    /// <summary>One row per counted cell.</summary>
    public static string Cells(CellPicture picture)
    {
        var csv = new Table("x", "y", "diameter", "state", "score");
        foreach (var cell in picture.Sheet().Counted(picture.Rules, picture.Frame))
        {
            csv.Row(cell.X, cell.Y, cell.Diameter, cell.State is CellState.Live ? "live" : "dead", cell.Score);
        }

        return csv.ToString();
    }

    /// <summary>One row per picture, then the pooled count.</summary>
    public static string Sample(CellSampleSheet sheet)
    {
        var csv = new Table(
            "picture", "file", "counted_at", "total", "live", "dead", "viability_percent", "viability_low", "viability_high",
            "cells_per_ml", "cells_per_ml_low", "cells_per_ml_high", "dilution_factor", "chamber_volume_nl", "model", "corrected_by", "corrected_at");
        foreach (var picture in sheet.Pictures)
        {
            csv.Row([
                picture.Reading.Id, picture.Reading.FileName, picture.Reading.CreatedAt, .. Numbers(picture.Tally),
                picture.Rules.DilutionFactor, picture.Rules.ChamberVolumeNl, picture.Reading.Model, picture.Correction?.CorrectedBy, picture.Correction?.CorrectedAt]);
        }

        csv.Row(["pooled", sheet.Sample.Name, sheet.Sample.Date, .. Numbers(sheet.Pooled), null, null, null, null, null]);
        return csv.ToString();
    }

    private static object?[] Numbers(CellTally tally) =>
    [
        tally.Total, tally.Live, tally.Dead,
        Rounded(tally.Viability), Rounded(tally.ViabilityInterval?.Low), Rounded(tally.ViabilityInterval?.High),
        Rounded(tally.ConcentrationPerMl), Rounded(tally.ConcentrationInterval?.Low), Rounded(tally.ConcentrationInterval?.High),
    ];

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;

    private sealed class Table
    {
        private readonly StringBuilder text = new();

        public Table(params ReadOnlySpan<object?> columns) => Row(columns);

        public void Row(params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                text.Append(i > 0 ? "," : "").Append(Field(values[i]));
            }

            text.Append("\r\n");
        }

        public override string ToString() => text.ToString();

        private static string Field(object? value)
        {
            var field = value switch
            {
                null => "",
                string words => Harmless(words),
                DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => throw new ArgumentException($"A {value.GetType()} is no field.", nameof(value)),
            };
            return field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
        }

        /// <summary>A spreadsheet would run text that begins like a formula; an apostrophe makes it text.</summary>
        private static string Harmless(string words) => words.Length > 0 && "=+-@\t\r".Contains(words[0], StringComparison.Ordinal) ? "'" + words : words;
    }
}

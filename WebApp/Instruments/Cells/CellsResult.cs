using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;
using Iris.Instruments.Cells.Detection;

namespace Iris.Instruments.Cells;

/// <summary>What was counted in a picture, as the API answers it.</summary>
/// <param name="Total">Live and dead cells; the length of <paramref name="Cells"/> unless there were more than <see cref="MostCells"/>.</param>
/// <param name="Live">Live cells.</param>
/// <param name="Dead">Dead cells.</param>
/// <param name="Viability">Percent of live cells, 0 to 100; null without cells.</param>
/// <param name="ViabilityInterval">95 %, in percent.</param>
/// <param name="ConcentrationPerMl">Cells per millilitre before dilution; null without a chamber volume.</param>
/// <param name="ConcentrationInterval">95 %, from counting alone.</param>
/// <param name="Stain">The kind of picture, as told or as seen.</param>
/// <param name="DilutionFactor">As told.</param>
/// <param name="ChamberVolumeNl">As told.</param>
/// <param name="BorderRule">As told.</param>
/// <param name="TypicalDiameter">In pixels.</param>
/// <param name="Threshold">Least score of a cell that counts.</param>
/// <param name="Warnings">Why to look twice, the gravest first.</param>
/// <param name="Cells">What was counted, the surest first.</param>
/// <param name="Uncounted">What was seen and left out: fainter than the threshold, or excluded by the border rule.</param>
/// <param name="DiameterHistogram">Of the counted cells, in pixels.</param>
public sealed record CellsResult(
    int Total,
    int Live,
    int Dead,
    double? Viability,
    Interval? ViabilityInterval,
    double? ConcentrationPerMl,
    Interval? ConcentrationInterval,
    Stain Stain,
    double DilutionFactor,
    double? ChamberVolumeNl,
    BorderRule BorderRule,
    double TypicalDiameter,
    double Threshold,
    IReadOnlyList<CellWarning> Warnings,
    IReadOnlyList<Cell> Cells,
    IReadOnlyList<Cell> Uncounted,
    IReadOnlyList<DiameterBin> DiameterHistogram)
{
    /// <summary>False when the picture does not look like cells; then nothing was counted.</summary>
    public bool Recognised { get; init; } = true;

    /// <summary>Diameters, in pixels, that a typical cell may have instead of <see cref="TypicalDiameter"/>, the likeliest first.</summary>
    public IReadOnlyList<double> OtherDiameters { get; init; } = [];

    /// <summary>More than a person can check in one picture; with a JSON of about a megabyte.</summary>
    public const int MostCells = 20_000;

    /// <summary>Counts what was seen.</summary>
    /// <param name="sighting">From a picture of <paramref name="width"/> × <paramref name="height"/> pixels.</param>
    /// <param name="options">From the request.</param>
    /// <param name="width">Of the analysed picture.</param>
    /// <param name="height">Of the analysed picture.</param>
    /// <param name="scale">Full-size pixels per pixel of the analysed picture.</param>
    internal static CellsResult Of(CellSighting sighting, CellsOptions options, int width, int height, float scale)
    {
        var frame = new CountingFrame(0, 0, width, height);
        var (counted, uncounted) = (new List<Cell>(), new List<Cell>());
        var (live, dead, area) = (0, 0, 0.0);
        foreach (var cell in sighting.Cells)
        {
            var counts = cell.Score >= CellDetector.Threshold && frame.Counts(cell, options.BorderRule);
            var list = counts ? counted : uncounted;
            if (list.Count < MostCells)
            {
                list.Add(Rounded(cell, scale));
            }

            if (counts)
            {
                (live, dead) = cell.State is CellState.Live ? (live + 1, dead) : (live, dead + 1);
                area += Math.PI * cell.Radius * cell.Radius;
            }
        }

        var tally = new CellTally(live, dead, options.ChamberVolumeNl / options.DilutionFactor);
        return new(
            tally.Total,
            tally.Live,
            tally.Dead,
            Rounded(tally.Viability),
            Rounded(tally.ViabilityInterval),
            Rounded(tally.ConcentrationPerMl),
            Rounded(tally.ConcentrationInterval),
            options.Stain ?? sighting.Stain,
            options.DilutionFactor,
            options.ChamberVolumeNl,
            options.BorderRule,
            Math.Round(sighting.TypicalDiameter * scale, 1),
            Math.Round(CellDetector.Threshold, 3),
            CellWarnings.Of(sighting, tally.Total, area / ((double)width * height)),
            counted,
            uncounted,
            Counting.DiameterHistogram.Of(counted))
        {
            Recognised = sighting.Recognised,
            OtherDiameters = [.. sighting.OtherDiameters.Select(diameter => Math.Round(Math.Clamp(diameter * scale, CellsOptions.LeastDiameter, CellsOptions.MostDiameter), 1))],
        };
    }

    /// <summary>This result as a person corrected it. The warnings about the picture stay; those about the number of cells follow the count.</summary>
    /// <param name="sheet">The cells under the person's hands.</param>
    /// <param name="rules">Which of them count.</param>
    /// <param name="picture">The whole picture.</param>
    internal CellsResult Corrected(CellSheet sheet, CountingRules rules, CountingFrame picture)
    {
        var counted = sheet.Counted(rules, picture);
        var tally = CellTally.Of(counted, rules.DilutionFactor, rules.ChamberVolumeNl);
        return this with
        {
            Total = tally.Total,
            Live = tally.Live,
            Dead = tally.Dead,
            Viability = Rounded(tally.Viability),
            ViabilityInterval = Rounded(tally.ViabilityInterval),
            ConcentrationPerMl = Rounded(tally.ConcentrationPerMl),
            ConcentrationInterval = Rounded(tally.ConcentrationInterval),
            DilutionFactor = rules.DilutionFactor,
            ChamberVolumeNl = rules.ChamberVolumeNl,
            BorderRule = rules.BorderRule,
            Threshold = rules.Threshold,
            Warnings = CellWarnings.Recounted(Warnings, tally.Total),
            Cells = counted,
            Uncounted = [.. sheet.Marks.Select(mark => mark.Cell).Except(counted)],
            DiameterHistogram = Counting.DiameterHistogram.Of(counted),
            Recognised = true,
            OtherDiameters = [],
        };
    }

    private static Cell Rounded(Cell cell, float scale) => cell with
    {
        X = MathF.Round(cell.X * scale, 1),
        Y = MathF.Round(cell.Y * scale, 1),
        Radius = MathF.Round(cell.Radius * scale, 1),
        Score = MathF.Round(cell.Score, 3),
    };

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;

    private static Interval? Rounded(Interval? interval) => interval is null ? null : new(Math.Round(interval.Low, 2), Math.Round(interval.High, 2));
}

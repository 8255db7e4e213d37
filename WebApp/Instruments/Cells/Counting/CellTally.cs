namespace Iris.Instruments.Cells.Counting;

/// <summary>Counted cells and what follows from them. Tallies of several pictures of one sample add up: see <see cref="Pooled"/>.</summary>
/// <param name="Live">Live cells.</param>
/// <param name="Dead">Dead cells.</param>
/// <param name="SampleNl">
/// Volume of the undiluted sample in which they were counted, in nanolitres: chamber volume over dilution factor. Null when the chamber is unknown.
/// </param>
public sealed record CellTally(int Live, int Dead, double? SampleNl)
{
    private const double NlPerMl = 1e6;

    public int Total => Live + Dead;

    /// <summary>Percent of live cells; null without cells.</summary>
    public double? Viability => Total > 0 ? 100.0 * Live / Total : null;

    /// <summary>In percent: binomial, see <see cref="Interval.OfShare"/>.</summary>
    public Interval? ViabilityInterval => Interval.OfShare(Live, Total)?.Times(100);

    /// <summary>Cells per millilitre of the undiluted sample.</summary>
    public double? ConcentrationPerMl => Total * PerMl;

    /// <summary>Cells per millilitre: Poisson, see <see cref="Interval.OfCount"/>. Pipetting and filling errors come on top.</summary>
    public Interval? ConcentrationInterval => PerMl is { } factor ? Interval.OfCount(Total).Times(factor) : null;

    /// <summary>Live cells per millilitre of the undiluted sample.</summary>
    public double? LivePerMl => Live * PerMl;

    /// <summary>Concentration that one counted cell stands for.</summary>
    public double? PerMl => NlPerMl / SampleNl;

    /// <summary>Counts the cells.</summary>
    /// <param name="cells">What was counted.</param>
    /// <param name="dilutionFactor">Volume after diluting over volume before; 1 for an undiluted sample, 2 for equal parts of sample and stain.</param>
    /// <param name="chamberVolumeNl">Volume over the counted squares, or null.</param>
    public static CellTally Of(IEnumerable<Cell> cells, double dilutionFactor, double? chamberVolumeNl)
    {
        var (live, dead) = (0, 0);
        foreach (var cell in cells)
        {
            if (cell.State is CellState.Live)
            {
                live++;
            }
            else
            {
                dead++;
            }
        }

        return new(live, dead, chamberVolumeNl / dilutionFactor);
    }

    /// <summary>
    /// Several pictures as if they were one count over the sum of their volumes, which is the estimate of least variance for Poisson counts. A concentration
    /// follows only when every picture has a volume.
    /// </summary>
    public static CellTally Pooled(IReadOnlyCollection<CellTally> tallies) => new(
        tallies.Sum(tally => tally.Live),
        tallies.Sum(tally => tally.Dead),
        tallies.Count > 0 && tallies.All(tally => tally.SampleNl is not null) ? tallies.Sum(tally => tally.SampleNl) : null);
}

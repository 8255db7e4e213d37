using System.Text.Json.Serialization;
using Iris.Instruments.Cells.Detection;

namespace Iris.Instruments.Cells;

/// <summary>Why a count deserves a second look.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellWarning>))]
public enum CellWarning
{
    /// <summary>There is no cell, or none that the networks know.</summary>
    [JsonStringEnumMemberName("nothing-found")]
    NothingFound,

    /// <summary>There is something, but at no size does it look like cells; so nothing was counted.</summary>
    [JsonStringEnumMemberName("not-cells")]
    NotCells,

    /// <summary>Most scores are low, or the cells may be of another size: no picture of cells, or cells too small to be told from dust.</summary>
    [JsonStringEnumMemberName("unsure")]
    Unsure,

    /// <summary>Fewer than 100 cells: the interval is wider than ± 20 %.</summary>
    [JsonStringEnumMemberName("few-cells")]
    FewCells,

    /// <summary>Cells cover so much of the picture that they hide each other, or there are more than are kept.</summary>
    [JsonStringEnumMemberName("too-dense")]
    TooDense,

    [JsonStringEnumMemberName("out-of-focus")]
    OutOfFocus,

    /// <summary>A part of the picture is blown out.</summary>
    [JsonStringEnumMemberName("glare")]
    Glare,
}

/// <summary>When to warn. The limits come from sharp, blurred and dense pictures of each kind: see docs/cells.md.</summary>
internal static class CellWarnings
{
    public const int FewerThan = 100;

    private const double DenseFrom = 0.45, GlareFrom = 0.05, BlurredBelow = 0.45, BlurredFluorescenceBelow = 0.29;

    /// <summary>The warnings, the gravest first.</summary>
    /// <param name="sighting">What the networks saw.</param>
    /// <param name="counted">How many cells count.</param>
    /// <param name="covered">The share of the picture that cells cover.</param>
    public static IReadOnlyList<CellWarning> Of(CellSighting sighting, int counted, double covered)
    {
        var warnings = new List<CellWarning>();
        if (counted == 0)
        {
            warnings.Add(sighting.Recognised ? CellWarning.NothingFound : CellWarning.NotCells);
        }

        if (sighting.MedianScore < CellDetector.SureFrom || sighting.OtherDiameters.Count > 0)
        {
            warnings.Add(CellWarning.Unsure);
        }

        // Nuclei are smooth, so a sharp picture of them has less fine detail.
        if (sighting.Sharpness < (sighting.Stain is Stain.Fluorescence ? BlurredFluorescenceBelow : BlurredBelow))
        {
            warnings.Add(CellWarning.OutOfFocus);
        }

        if (sighting.Stain is not Stain.Fluorescence && sighting.Glare > GlareFrom)
        {
            warnings.Add(CellWarning.Glare);
        }

        if (covered > DenseFrom || counted > CellsResult.MostCells)
        {
            warnings.Add(CellWarning.TooDense);
        }

        if (counted is > 0 and < FewerThan)
        {
            warnings.Add(CellWarning.FewCells);
        }

        return warnings;
    }

    /// <summary>The warnings about a picture after a person corrected its count: too few and none are said of the corrected number.</summary>
    public static IReadOnlyList<CellWarning> Recounted(IReadOnlyList<CellWarning> warnings, int counted)
    {
        var rest = warnings.Where(warning => warning is not (CellWarning.NothingFound or CellWarning.NotCells or CellWarning.FewCells));
        return counted switch
        {
            0 => [CellWarning.NothingFound, .. rest],
            < FewerThan => [.. rest, CellWarning.FewCells],
            _ => [.. rest],
        };
    }
}

using System.Globalization;
using Iris.Instruments.Cells.Counting;
using Iris.Platform;

namespace Iris.Instruments.Cells;

/// <summary>What a person says about a picture.</summary>
/// <param name="Stain">Null: the program decides.</param>
/// <param name="DilutionFactor">1 to 1,000,000: volume after diluting over volume before.</param>
/// <param name="ChamberVolumeNl">0.001 to 1,000,000: volume over what the picture shows, in nanolitres. Null: no concentration.</param>
/// <param name="BorderRule">For cells that touch the picture's border.</param>
/// <param name="CellDiameter">3 to 1,000: of a typical cell in pixels, for those who know their magnification. Null: measured.</param>
/// <param name="Anyway">Whether to count also what does not look like cells.</param>
internal sealed record CellsOptions(
    Stain? Stain = null,
    double DilutionFactor = CellsOptions.LeastDilution,
    double? ChamberVolumeNl = null,
    BorderRule BorderRule = BorderRule.All,
    double? CellDiameter = null,
    bool Anyway = false) : IOptionsFrom<CellsOptions>
{
    public const double LeastDilution = 1, MostDilution = 1e6, LeastVolumeNl = 1e-3, MostVolumeNl = 1e6, LeastDiameter = 3, MostDiameter = 1000;

    internal static Refusal BadDiameter => Refused("diameter", LeastDiameter, MostDiameter);

    public static Outcome<CellsOptions> From(OptionFields fields)
    {
        Stain? stain;
        switch (fields["stain"]?.ToLowerInvariant())
        {
            case null or "auto":
                stain = null;
                break;
            case "trypan":
                stain = Cells.Stain.Trypan;
                break;
            case "fluorescence":
                stain = Cells.Stain.Fluorescence;
                break;
            case "brightfield":
                stain = Cells.Stain.Brightfield;
                break;
            default:
                return Refused("stain");
        }

        BorderRule? rule = fields["borderRule"] switch
        {
            null or "all" => BorderRule.All,
            "topLeft" => BorderRule.TopLeft,
            _ => null,
        };
        if (rule is null)
        {
            return Refused("border-rule");
        }

        if (!TryNumber(fields["dilutionFactor"], LeastDilution, MostDilution, out var dilution))
        {
            return Refused("dilution", LeastDilution, MostDilution);
        }

        if (!TryNumber(fields["chamberVolumeNl"], LeastVolumeNl, MostVolumeNl, out var volume))
        {
            return Refused("volume", LeastVolumeNl, MostVolumeNl);
        }

        if (!TryNumber(fields["cellDiameter"], LeastDiameter, MostDiameter, out var diameter))
        {
            return BadDiameter;
        }

        if (fields["anyway"] is not (null or "true" or "false"))
        {
            return Refused("anyway");
        }

        return new CellsOptions(stain, dilution ?? LeastDilution, volume, rule.Value, diameter, fields["anyway"] == "true");
    }

    /// <summary>True for no text, and for a number with a decimal point inside the limits.</summary>
    private static bool TryNumber(string? text, double least, double most, out double? number)
    {
        number = null;
        if (text is null)
        {
            return true;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= least && value <= most))
        {
            return false;
        }

        number = value;
        return true;
    }

    private static Refusal Refused(string field, params object[] limits) => Refusal.Of<CellsText>($"bad-{field}", StatusCodes.Status400BadRequest, limits);
}

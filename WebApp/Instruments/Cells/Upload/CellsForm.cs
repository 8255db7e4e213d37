using System.Globalization;
using System.Text.Json;
using Iris.Instruments.Cells.Counting;

namespace Iris.Instruments.Cells.Upload;

/// <summary>What a person chose before an upload; the browser remembers it. The fields of the request follow from it: see <see cref="CellsOptions"/>.</summary>
public sealed class CellsForm
{
    /// <summary>As in the API.</summary>
    public string Stain { get; set; } = "auto";

    public double Dilution { get; set; } = CellsOptions.LeastDilution;

    /// <summary>A name of <see cref="Counting.Chamber"/>, <see cref="OwnVolume"/>, or empty for none.</summary>
    public string Chamber { get; set; } = "";

    /// <summary>A name of a square of the chamber; its first one when the name is of none.</summary>
    public string Square
    {
        get => Ruling is { } ruling && ruling.Squares.All(square => square.Name != field) ? ruling.Squares[0].Name : field;
        set;
    } = "";

    /// <summary>How many squares the picture shows.</summary>
    public double Squares { get; set; } = 1;

    /// <summary>For <see cref="OwnVolume"/>, in nanolitres.</summary>
    public double OwnNl { get; set; } = 100;

    /// <summary>Whether cells that touch the bottom or right border are left out.</summary>
    public bool TopLeft { get; set; }

    /// <summary>Of a typical cell in pixels, or null.</summary>
    public double? CellDiameter { get; set; }

    public const string OwnVolume = "own";

    /// <summary>Volume over what the picture shows in nanolitres, or null.</summary>
    public double? VolumeNl => Chamber switch
    {
        "" => null,
        OwnVolume => OwnNl,
        _ when Ruling is { } chamber => chamber.VolumeNl(chamber.Squares.Single(square => square.Name == Square), Squares),
        _ => null,
    };

    /// <summary>The chosen chamber, if it is one with a ruling.</summary>
    internal Chamber? Ruling => Counting.Chamber.Find(Chamber);

    /// <summary>The fields of an upload, as the API reads them.</summary>
    internal IEnumerable<(string Name, string Value)> Fields =>
    [
        ("stain", Stain), ("dilutionFactor", Field(Dilution)), ("chamberVolumeNl", Field(VolumeNl)), ("borderRule", TopLeft ? "topLeft" : "all"), ("cellDiameter", Field(CellDiameter)),
    ];

    /// <summary>What a browser keeps of it until the next visit.</summary>
    internal string Remembered => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The remembered form; null where there is none, or one that an older version wrote.</summary>
    internal static CellsForm? Recall(string? remembered)
    {
        try
        {
            var form = remembered is null ? null : JsonSerializer.Deserialize<CellsForm>(remembered, JsonSerializerOptions.Web);
            return form is { Stain: not null, Chamber: "" or OwnVolume } or { Stain: not null, Ruling: not null } ? form : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Field(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

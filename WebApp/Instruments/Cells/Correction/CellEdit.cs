using System.Text.Json.Serialization;

namespace Iris.Instruments.Cells.Correction;

/// <summary>What a person did to one cell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellEditKind>))]
public enum CellEditKind
{
    [JsonStringEnumMemberName("add")]
    Add,

    [JsonStringEnumMemberName("remove")]
    Remove,

    [JsonStringEnumMemberName("flip")]
    Flip,
}

/// <summary>One step of a correction.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Cell">Which cell: see <see cref="CellMark.Id"/>.</param>
/// <param name="Added">The cell that was added, otherwise null.</param>
public sealed record CellEdit(CellEditKind Kind, int Cell, Cell? Added = null);

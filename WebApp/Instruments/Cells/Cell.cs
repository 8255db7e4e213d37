using System.Text.Json.Serialization;

namespace Iris.Instruments.Cells;

/// <summary>What the picture says about a cell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellState>))]
public enum CellState
{
    [JsonStringEnumMemberName("live")]
    Live,

    [JsonStringEnumMemberName("dead")]
    Dead,
}

/// <summary>One cell, as a circle in pixels of the full-size, upright picture; 0 is the left or top edge of the first pixel.</summary>
/// <param name="X">Centre.</param>
/// <param name="Y">Centre.</param>
/// <param name="Radius">More than 0.</param>
/// <param name="State">Live or dead.</param>
/// <param name="Score">0 to 1: how sure the network is that there is a cell; 1 for one that a person added.</param>
public readonly record struct Cell(float X, float Y, float Radius, CellState State, float Score)
{
    [JsonIgnore]
    public float Diameter => 2 * Radius;
}

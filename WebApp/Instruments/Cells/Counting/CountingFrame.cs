using System.Text.Json.Serialization;

namespace Iris.Instruments.Cells.Counting;

/// <summary>What happens to cells that touch the border of what is counted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BorderRule>))]
public enum BorderRule
{
    /// <summary>A cell counts when its centre is inside.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>
    /// Cells that touch the top or left line count, those that touch the bottom or right line don't: then cells are counted once when frames lie side by
    /// side, and large cells no more often than small ones.
    /// </summary>
    [JsonStringEnumMemberName("topLeft")]
    TopLeft,
}

/// <summary>The rectangle in which cells count, in pixels of the full-size picture; 0, 0 is the picture's corner.</summary>
public sealed record CountingFrame(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Whether a cell counts under a rule.</summary>
    public bool Counts(Cell cell, BorderRule rule) => rule is BorderRule.TopLeft
        ? cell.X + cell.Radius > Left && cell.Y + cell.Radius > Top && cell.X + cell.Radius < Right && cell.Y + cell.Radius < Bottom
        : cell.X >= Left && cell.Y >= Top && cell.X < Right && cell.Y < Bottom;
}

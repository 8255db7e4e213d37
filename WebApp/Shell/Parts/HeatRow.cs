namespace Iris.Shell.Parts;

/// <summary>A row of a <see cref="HeatTable"/>.</summary>
/// <param name="Label">Before its cells.</param>
/// <param name="Cells">One per column; null where there is nothing.</param>
public sealed record HeatRow(string Label, IReadOnlyList<HeatCell?> Cells);

/// <summary>A cell of a <see cref="HeatTable"/>.</summary>
/// <param name="Value">Its shade, from 0 to 1.</param>
/// <param name="Figure">What stands in it: short.</param>
/// <param name="Explanation">The same in a sentence.</param>
public sealed record HeatCell(double Value, string Figure, string Explanation);

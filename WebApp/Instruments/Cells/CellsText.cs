namespace Iris.Instruments.Cells;

/// <summary>Names the resources of this folder.</summary>
public sealed class CellsText;

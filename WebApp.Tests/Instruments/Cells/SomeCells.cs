using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Detection;

namespace Iris.Tests.Instruments.Cells;

/// <summary>Builders of what the tests of cells need.</summary>
internal static class SomeCells
{
    /// <summary>A result of a picture of 100 × 100 pixels.</summary>
    public static CellsResult AResult(IEnumerable<Cell> counted, IEnumerable<Cell> faint, CellsOptions? options = null) =>
        CellsResult.Of(ASighting([.. counted, .. faint]), options ?? new CellsOptions(), 100, 100, scale: 1);

    /// <summary>What the networks see in a sharp bright-field picture.</summary>
    public static CellSighting ASighting(params List<Cell> cells) => new(cells, 10, Stain.Brightfield, Sharpness: 0.6, Glare: 0);

    /// <summary>Cells on a grid, 20 pixels apart, well inside a picture.</summary>
    public static List<Cell> Grid(int count, CellState state = CellState.Live, float radius = 5) =>
        [.. Enumerable.Range(0, count).Select(i => new Cell(20 + 20 * (i % 40), 20 + 20 * (i / 40), radius, state, 0.9f))];
}

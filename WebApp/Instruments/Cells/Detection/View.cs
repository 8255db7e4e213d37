namespace Iris.Instruments.Cells.Detection;

/// <summary>What the detector sees in a picture, or in a few places of it, when it takes typical cells to be of one size.</summary>
/// <param name="Diameter">That size, in pixels of the picture.</param>
/// <param name="Cells">Best first.</param>
/// <param name="Sharpness">Of what was seen.</param>
/// <param name="IsWhole">Whether everything was looked at that is worth it.</param>
internal sealed record View(double Diameter, List<Cell> Cells, Sharpness Sharpness, bool IsWhole)
{
    /// <summary>Octaves between the size and what the cells themselves turn out to be. Cells seen at twice their size come out at 0.6 and more of half of it.</summary>
    private const double Apart = 0.35;

    /// <summary>So many cells at a few places say something of all the others.</summary>
    private const int Enough = 8;

    public double Median { get; } = CellDetector.MedianScore(Cells) ?? 0;

    public bool IsSure => Median >= CellDetector.SureFrom && (IsWhole || Cells.Count(cell => cell.Score >= CellDetector.Threshold) >= Enough);

    /// <summary>The diameter that the counted cells have; <see cref="Diameter"/> without any.</summary>
    public double CellDiameter { get; } = OfCells(Cells) ?? Diameter;

    /// <summary>Whether the cells are as large as they were taken to be.</summary>
    public bool Agrees => Math.Abs(Math.Log2(CellDiameter / Diameter)) <= Apart;

    private static double? OfCells(List<Cell> cells)
    {
        var diameters = cells.Where(cell => cell.Score >= CellDetector.Threshold).Select(cell => (double)cell.Diameter).Order().ToArray();
        return diameters.Length == 0 ? null : (diameters[(diameters.Length - 1) / 2] + diameters[diameters.Length / 2]) / 2;
    }
}

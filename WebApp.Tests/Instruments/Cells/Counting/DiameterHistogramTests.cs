using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells.Counting;

public sealed class DiameterHistogramTests
{
    [Fact]
    public void Bins_are_round_and_hold_every_cell_once()
    {
        var random = new Random(1);
        var cells = Enumerable.Range(0, 500)
            .Select(i => new Cell(0, 0, 4 + 20 * random.NextSingle(), i % 3 == 0 ? CellState.Dead : CellState.Live, 1)).ToList();

        var bins = DiameterHistogram.Of(cells);

        Assert.InRange(bins.Count, 5, 16);
        Assert.Equal(500, bins.Sum(bin => bin.Count));
        Assert.Equal(167, bins.Sum(bin => bin.Dead));
        Assert.All(bins, bin => Assert.Equal(5, bin.To - bin.From, 1e-9));
        Assert.Equal(bins.Skip(1).Select(bin => bin.From), bins.SkipLast(1).Select(bin => bin.To));
        Assert.All(bins, bin => Assert.Equal(bin.Count, cells.Count(cell => cell.Diameter >= bin.From && cell.Diameter < bin.To)));
    }

    [Fact]
    public void Equal_cells_make_one_bin()
    {
        var bin = Assert.Single(DiameterHistogram.Of([new Cell(0, 0, 10, CellState.Live, 1), new Cell(9, 9, 10, CellState.Dead, 1)]));

        Assert.Equal(new DiameterBin(20, 21, 1, 1), bin);
    }

    [Fact]
    public void No_cells_make_no_bins() => Assert.Empty(DiameterHistogram.Of([]));
}

using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells.Counting;

public sealed class CellTallyTests
{
    [Fact]
    public void A_hundred_cells_over_four_large_squares_at_dilution_two_are_half_a_million_per_millilitre()
    {
        var neubauer = Chamber.Find("neubauer")!;
        var volume = neubauer.VolumeNl(neubauer.Squares[0], 4);

        var tally = CellTally.Of(Cells(live: 80, dead: 20), dilutionFactor: 2, volume);

        Assert.Equal(400, volume, 1e-9);
        Assert.Equal(500_000, tally.ConcentrationPerMl!.Value, 1e-6);
        Assert.Equal(400_000, tally.LivePerMl!.Value, 1e-6);
        Assert.Equal(80, tally.Viability);
        Assert.Equal(Interval.OfCount(100).Low * 5000, tally.ConcentrationInterval!.Low, 1e-6);
    }

    [Theory]
    [InlineData("neubauer", "large", 100)]
    [InlineData("neubauer", "group", 4)]
    [InlineData("neubauer", "small", 0.25)]
    [InlineData("burker", "large", 100)]
    [InlineData("malassez", "whole", 1000)]
    [InlineData("malassez", "rectangle", 10)]
    public void A_square_holds_the_volume_that_the_maker_states(string chamber, string square, double volumeNl)
    {
        var found = Chamber.Find(chamber)!;

        Assert.Equal(volumeNl, found.VolumeNl(found.Squares.Single(candidate => candidate.Name == square), 1), 1e-9);
    }

    [Fact]
    public void Without_a_chamber_there_is_no_concentration()
    {
        var tally = CellTally.Of(Cells(3, 1), 2, null);

        Assert.Equal(75, tally.Viability);
        Assert.Null(tally.ConcentrationPerMl);
        Assert.Null(tally.ConcentrationInterval);
    }

    [Fact]
    public void Nothing_found_has_no_viability_but_an_upper_bound_of_the_concentration()
    {
        var tally = CellTally.Of([], 1, 100);

        Assert.Null(tally.Viability);
        Assert.Null(tally.ViabilityInterval);
        Assert.Equal(0, tally.ConcentrationPerMl);
        Assert.Equal(new Interval(0, Interval.OfCount(0).High * 10_000), tally.ConcentrationInterval);
    }

    [Fact]
    public void Pictures_of_one_sample_are_one_count_over_all_their_volume()
    {
        var pooled = CellTally.Pooled([new(40, 10, 100), new(70, 30, 50)]);

        Assert.Equal((110, 40), (pooled.Live, pooled.Dead));
        Assert.Equal(150 / 150e-6, pooled.ConcentrationPerMl!.Value, 1e-6);
        Assert.Equal(110 / 1.5, pooled.Viability!.Value, 1e-9);
    }

    [Fact]
    public void One_picture_without_a_volume_leaves_the_pool_without_a_concentration()
    {
        var pooled = CellTally.Pooled([new(40, 10, 100), new(70, 30, null)]);

        Assert.Equal(150, pooled.Total);
        Assert.Null(pooled.ConcentrationPerMl);
        Assert.Null(CellTally.Pooled([]).ConcentrationPerMl);
    }

    private static IEnumerable<Cell> Cells(int live, int dead) =>
        Enumerable.Range(0, live + dead).Select(i => new Cell(i, i, 5, i < live ? CellState.Live : CellState.Dead, 1));
}

using Iris.Instruments.Cells;

namespace Iris.Tests.Instruments.Cells;

public sealed class CellWarningsTests
{
    [Fact]
    public void A_good_picture_has_no_warnings() => Assert.Empty(CellWarnings.Of(SomeCells.ASighting(SomeCells.Grid(150)), 150, covered: 0.1));

    [Theory]
    [InlineData(0, CellWarning.NothingFound)]
    [InlineData(99, CellWarning.FewCells)]
    public void Few_cells_or_none_are_said(int cells, CellWarning warning) => Assert.Equal([warning], CellWarnings.Of(SomeCells.ASighting(), cells, covered: 0));

    [Fact]
    public void What_the_networks_are_unsure_about_is_said() => Assert.Equal([CellWarning.Unsure], CellWarnings.Of(SomeCells.ASighting([.. SomeCells.Grid(150).Select(cell => cell with { Score = 0.45f })]), 150, 0.1));

    [Fact]
    public void Sizes_that_disagree_are_said() => Assert.Equal([CellWarning.Unsure], CellWarnings.Of(SomeCells.ASighting(SomeCells.Grid(150)) with { OtherDiameters = [20] }, 150, 0.1));

    [Fact]
    public void What_does_not_look_like_cells_is_said() => Assert.Equal([CellWarning.NotCells], CellWarnings.Of(SomeCells.ASighting() with { Recognised = false }, 0, 0));

    [Fact]
    public void A_blurred_picture_is_said() => Assert.Equal([CellWarning.OutOfFocus], CellWarnings.Of(SomeCells.ASighting() with { Sharpness = 0.35 }, 150, 0.1));

    [Fact]
    public void Nuclei_are_smooth_by_nature() =>
        Assert.Empty(CellWarnings.Of(SomeCells.ASighting() with { Sharpness = 0.35, Stain = Stain.Fluorescence }, 150, 0.1));

    [Fact]
    public void Glare_is_said_except_in_fluorescence()
    {
        Assert.Equal([CellWarning.Glare], CellWarnings.Of(SomeCells.ASighting() with { Glare = 0.2 }, 150, 0.1));
        Assert.Empty(CellWarnings.Of(SomeCells.ASighting() with { Glare = 0.2, Stain = Stain.Fluorescence }, 150, 0.1));
    }

    [Fact]
    public void Cells_that_hide_each_other_are_said() => Assert.Equal([CellWarning.TooDense], CellWarnings.Of(SomeCells.ASighting(), 150, covered: 0.6));

    [Theory]
    [InlineData(0, new[] { CellWarning.NothingFound, CellWarning.Glare })]
    [InlineData(99, new[] { CellWarning.Glare, CellWarning.FewCells })]
    [InlineData(100, new[] { CellWarning.Glare })]
    public void After_a_correction_the_warnings_speak_of_the_corrected_number(int cells, CellWarning[] warnings)
    {
        Assert.Equal(warnings, CellWarnings.Recounted([CellWarning.NothingFound, CellWarning.Glare], cells));
        Assert.Equal(warnings, CellWarnings.Recounted([CellWarning.Glare, CellWarning.FewCells], cells));
    }
}

using System.Text.Json;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Counting;
using Iris.Platform.Web.Api;

namespace Iris.Tests.Instruments.Cells;

public sealed class CellsResultTests
{
    [Fact]
    public void Counts_follow_from_the_cells_above_the_threshold()
    {
        var result = CellsResult.Of(
            SomeCells.ASighting(new(50, 50, 8, CellState.Live, 0.9f), new(20, 20, 8, CellState.Dead, 0.5f), new(70, 70, 8, CellState.Live, 0.2f)),
            new CellsOptions(DilutionFactor: 2, ChamberVolumeNl: 100), 100, 100, scale: 1);

        Assert.Equal((2, 1, 1), (result.Total, result.Live, result.Dead));
        Assert.Equal(50, result.Viability);
        Assert.Equal(40_000, result.ConcentrationPerMl);
        Assert.Equal(2, result.Cells.Count);
        Assert.Equal(0.2f, Assert.Single(result.Uncounted).Score);
        Assert.Equal(2, result.DiameterHistogram.Sum(bin => bin.Count));
    }

    [Fact]
    public void Lengths_are_in_pixels_of_the_full_size_picture()
    {
        var result = CellsResult.Of(SomeCells.ASighting(new Cell(50, 40, 8, CellState.Live, 0.9f)), new CellsOptions(), 100, 100, scale: 2);

        Assert.Equal(new Cell(100, 80, 16, CellState.Live, 0.9f), Assert.Single(result.Cells));
        Assert.Equal(20, result.TypicalDiameter);
    }

    [Fact]
    public void The_border_rule_moves_cells_to_the_uncounted_ones()
    {
        var sighting = SomeCells.ASighting(new(3, 50, 8, CellState.Live, 0.9f), new(97, 50, 8, CellState.Live, 0.9f));

        var result = CellsResult.Of(sighting, new CellsOptions(BorderRule: BorderRule.TopLeft), 100, 100, scale: 1);

        Assert.Equal(3, Assert.Single(result.Cells).X);
        Assert.Equal(97, Assert.Single(result.Uncounted).X);
    }

    [Fact]
    public void A_corrected_result_counts_what_the_person_left_under_the_persons_rules()
    {
        var automatic = SomeCells.AResult(
            [new(20, 20, 5, CellState.Live, 0.9f), new(40, 20, 5, CellState.Live, 0.8f), new(40, 60, 5, CellState.Dead, 0.6f)], [new(60, 60, 5, CellState.Live, 0.3f)]);
        var sheet = new CellSheet(automatic);
        sheet.Remove(0);
        sheet.Flip(1);
        sheet.Add(80, 80, 5, CellState.Live);

        var corrected = automatic.Corrected(sheet, new(0.5, BorderRule.All, Region: null, DilutionFactor: 2, ChamberVolumeNl: 100), new(0, 0, 100, 100));

        Assert.Equal((3, 1, 2), (corrected.Total, corrected.Live, corrected.Dead));
        Assert.Equal(33.33, corrected.Viability);
        Assert.Equal(60_000, corrected.ConcentrationPerMl);
        Assert.Equal([40, 40, 80], corrected.Cells.Select(cell => cell.X));
        Assert.Equal(60, Assert.Single(corrected.Uncounted).X);
        Assert.Equal(3, corrected.DiameterHistogram.Sum(bin => bin.Count));
    }

    [Fact]
    public void The_count_is_right_even_when_there_are_more_cells_than_are_kept()
    {
        var sighting = SomeCells.ASighting([.. Enumerable.Range(0, 25_000).Select(i => new Cell(i % 500, i / 500, 1, i % 4 == 0 ? CellState.Dead : CellState.Live, 0.9f))]);

        var result = CellsResult.Of(sighting, new CellsOptions(), 1000, 1000, scale: 1);

        Assert.Equal((25_000, 18_750, 6250), (result.Total, result.Live, result.Dead));
        Assert.Equal(CellsResult.MostCells, result.Cells.Count);
        Assert.Contains(CellWarning.TooDense, result.Warnings);
    }

    [Fact]
    public void The_stain_that_a_person_names_is_the_one_that_is_reported()
    {
        Assert.Equal(Stain.Trypan, CellsResult.Of(SomeCells.ASighting(), new CellsOptions(Stain.Trypan), 10, 10, 1).Stain);
        Assert.Equal(Stain.Brightfield, CellsResult.Of(SomeCells.ASighting(), new CellsOptions(), 10, 10, 1).Stain);
    }

    [Fact]
    public void The_json_has_the_names_of_the_contract_and_reads_back()
    {
        var result = SomeCells.AResult([new(50, 50, 8, CellState.Live, 0.9f)], [], new CellsOptions(ChamberVolumeNl: 100));

        var json = JsonSerializer.Serialize(result, ApiJson.Options);
        var root = JsonDocument.Parse(json).RootElement;

        foreach (var name in new[] { "total", "live", "dead", "viability", "concentrationPerMl", "cells", "diameterHistogram" })
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }

        Assert.Equal(["x", "y", "radius", "state", "score"], root.GetProperty("cells")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal("live", root.GetProperty("cells")[0].GetProperty("state").GetString());
        Assert.Equal("brightfield", root.GetProperty("stain").GetString());
        Assert.Equal("few-cells", root.GetProperty("warnings")[0].GetString());
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CellsResult>(json, ApiJson.Options), ApiJson.Options));
    }
}

using Iris.Instruments;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Counting;

namespace Iris.Tests.Instruments.Cells;

public sealed class CellsOptionsTests
{
    [Fact]
    public void Without_fields_everything_has_its_default()
    {
        Assert.True(Read([]).Succeeded(out var options, out _));
        Assert.Equal(new CellsOptions(null, 1, null, BorderRule.All, null), options);
    }

    [Fact]
    public void Fields_are_read()
    {
        Assert.True(Read(new()
        {
            ["stain"] = "trypan",
            ["dilutionFactor"] = "2.5",
            ["chamberVolumeNl"] = "400",
            ["borderRule"] = "topLeft",
            ["cellDiameter"] = "18",
        }).Succeeded(out var options, out _));
        Assert.Equal(new CellsOptions(Stain.Trypan, 2.5, 400, BorderRule.TopLeft, 18), options);
    }

    [Theory]
    [InlineData("stain", "giemsa", "bad-stain")]
    [InlineData("dilutionFactor", "0.5", "bad-dilution")]
    [InlineData("dilutionFactor", "1,5", "bad-dilution")]
    [InlineData("dilutionFactor", "NaN", "bad-dilution")]
    [InlineData("dilutionFactor", "two", "bad-dilution")]
    [InlineData("chamberVolumeNl", "0", "bad-volume")]
    [InlineData("chamberVolumeNl", "-4", "bad-volume")]
    [InlineData("chamberVolumeNl", "Infinity", "bad-volume")]
    [InlineData("borderRule", "left", "bad-border-rule")]
    [InlineData("cellDiameter", "2", "bad-diameter")]
    public void What_cannot_be_is_refused(string field, string value, string code)
    {
        Assert.False(Read(new() { [field] = value }).Succeeded(out _, out var refusal));
        Assert.Equal((code, 400), (refusal!.Code, refusal.Status));
    }

    private static Iris.Platform.Outcome<CellsOptions> Read(Dictionary<string, string> fields) => CellsOptions.From(new OptionFields(fields));
}

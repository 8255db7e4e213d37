namespace Iris.Instruments.Cells.Samples;

/// <summary>What a person says about a sample.</summary>
public sealed class SampleFields
{
    public string Name { get; set; } = "";

    public DateOnly Date { get; set; }

    public string? Note { get; set; }
}

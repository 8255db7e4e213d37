namespace Iris.Instruments;

/// <summary>Names the resources of this folder.</summary>
public sealed class InstrumentsText;

namespace Iris.Instruments.Gender;

/// <summary>Names the resources of this folder.</summary>
public sealed class GenderText;

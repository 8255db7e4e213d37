namespace Iris.Instruments.FaceTypes;

/// <summary>Names the resources of this folder.</summary>
public sealed class FaceTypeText;

namespace Iris.Live;

/// <summary>Names the resources of this folder.</summary>
public sealed class LiveText;

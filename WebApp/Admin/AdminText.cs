namespace Iris.Admin;

/// <summary>Names the resources of this folder.</summary>
public sealed class AdminText;

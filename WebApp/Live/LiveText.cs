namespace Iris.Live;

/// <summary>The texts of the posture coach.</summary>
public sealed class LiveText;

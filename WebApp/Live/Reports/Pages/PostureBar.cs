namespace Iris.Live.Reports.Pages;

/// <summary>A bar of <see cref="PostureChart"/>.</summary>
/// <param name="Label">Below the bar.</param>
/// <param name="Good">Minutes in good posture.</param>
/// <param name="Other">Minutes in other postures.</param>
public sealed record PostureBar(string Label, double Good, double Other);

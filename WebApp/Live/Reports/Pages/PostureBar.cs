namespace Iris.Live.Reports.Pages;

/// <summary>A bar of <see cref="PostureBars"/>.</summary>
/// <param name="Label">Below the bar; empty for none.</param>
/// <param name="Title">What a pointer over the bar shows.</param>
/// <param name="Good">Minutes in good posture.</param>
/// <param name="Other">Minutes in other postures.</param>
public sealed record PostureBar(string Label, string Title, double Good, double Other);

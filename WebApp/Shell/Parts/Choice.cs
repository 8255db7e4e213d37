namespace Iris.Shell.Parts;

/// <summary>One of the few things that a <see cref="Choices{T}"/> offers.</summary>
/// <param name="Value">What is chosen.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Icon">An icon before the text.</param>
public sealed record Choice<T>(T Value, string Text, string? Icon = null);

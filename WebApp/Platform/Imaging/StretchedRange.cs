namespace Iris.Platform.Imaging;

/// <summary>What a picture with more than 8 bits per sample used of its range, and was stretched by: all but a thousandth at either end.</summary>
/// <param name="Bits">Per sample, in the file.</param>
/// <param name="IsFloatingPoint">Whether samples are fractions, which have no range.</param>
/// <param name="Low">What became black.</param>
/// <param name="High">What became white.</param>
public sealed record StretchedRange(int Bits, bool IsFloatingPoint, double Low, double High);

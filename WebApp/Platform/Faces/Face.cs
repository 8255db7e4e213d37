namespace Iris.Platform.Faces;

/// <summary>A face in a picture. What was not asked for is null.</summary>
/// <param name="Box">From the hairline to the chin.</param>
/// <param name="Score">The probability that this is a face: 0 to 1.</param>
/// <param name="Mesh">With both irises.</param>
/// <param name="MaleProbability">0 to 1; near one half it is no answer.</param>
/// <param name="Age">In years.</param>
/// <param name="Descriptor">128 numbers that tell persons apart; compare two by their Euclidean distance.</param>
public sealed record Face(Box Box, float Score, FaceMesh? Mesh = null, float? MaleProbability = null, float? Age = null, float[]? Descriptor = null)
{
    /// <summary>
    /// A probability nearer to one half than this is called uncertain. Of 47 faces of known persons (23 in the demo pictures and a portrait, 24 frames of
    /// webcams) all lay outside, on the right side, at 0.01 to 0.30 and 0.78 to 0.99; inside were a profile and two faces of less than 20 pixels.
    /// </summary>
    public const float UncertainWithin = 0.15f;

    /// <summary>True when gender was read and is too close to even to be named.</summary>
    public bool IsGenderUncertain => MaleProbability is { } male && MathF.Abs(male - 0.5f) < UncertainWithin;
}

/// <summary>What to find out about the faces of a picture, besides where they are.</summary>
[Flags]
public enum FaceReading
{
    Boxes = 0,
    Mesh = 1,
    GenderAndAge = 2,
    Descriptor = 4,
}

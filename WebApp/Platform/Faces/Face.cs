namespace Iris.Platform.Faces;

/// <summary>A face in a picture. What was not asked for is null.</summary>
/// <param name="Box">From the hairline to the chin.</param>
/// <param name="Score">The probability that this is a face: 0 to 1.</param>
/// <param name="Mesh">With both irises.</param>
/// <param name="MaleProbability">0 to 1; near one half it is no answer.</param>
/// <param name="Age">In years.</param>
/// <param name="Descriptor">128 numbers that tell persons apart; compare two by their Euclidean distance.</param>
public sealed record Face(Box Box, float Score, FaceMesh? Mesh = null, float? MaleProbability = null, float? Age = null, float[]? Descriptor = null);

/// <summary>What to find out about the faces of a picture, besides where they are.</summary>
[Flags]
public enum FaceReading
{
    Boxes = 0,
    Mesh = 1,
    GenderAndAge = 2,
    Descriptor = 4,
}

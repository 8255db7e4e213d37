using System.Numerics;

namespace Iris.Platform.Faces;

/// <summary>A joint of a body.</summary>
/// <param name="Position">In picture pixels.</param>
/// <param name="Score">How sure the network is that it sees it there: 0 to 1.</param>
public readonly record struct BodyPoint(Vector2 Position, float Score);

/// <summary>Where head and trunk of a person are. Left and right are the person's own.</summary>
public sealed record BodyPose(BodyPoint LeftEar, BodyPoint RightEar, BodyPoint LeftShoulder, BodyPoint RightShoulder);

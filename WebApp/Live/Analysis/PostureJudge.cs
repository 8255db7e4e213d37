namespace Iris.Live.Analysis;

/// <summary>What a frame shows.</summary>
public enum PostureState
{
    Calibrating,
    Good,
    ForwardHead,
    Tilted,

    /// <summary>Nobody for longer than <see cref="PostureOptions.AwayAfterSeconds"/>.</summary>
    Away,
    NoFace,

    /// <summary>Somebody else: time does not count.</summary>
    NotOwner,
}

/// <summary>The posture in one frame.</summary>
internal static class PostureJudge
{
    /// <summary><see cref="PostureState.Good"/>, <see cref="PostureState.ForwardHead"/> or <see cref="PostureState.Tilted"/>.</summary>
    public static PostureState Judge(FaceMetrics face, Baseline baseline, PostureOptions options)
    {
        var lowered = face.Y > (baseline.Y + baseline.Nose) * options.LoweredFactor;
        var closer = face.X >= baseline.X * options.CloserFactor;
        var farther = face.X < baseline.X * options.FartherFactor;
        if (closer || (lowered && !farther)) return PostureState.ForwardHead;
        return face.Angle < options.SmallestAngle || face.Angle > options.LargestAngle ? PostureState.Tilted : PostureState.Good;
    }

    /// <summary>Whether time in this state is time under the coach's eyes: the owner's, with a baseline.</summary>
    public static bool Counts(this PostureState state) => state is PostureState.Good or PostureState.ForwardHead or PostureState.Tilted;
}

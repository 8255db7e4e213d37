using System.Numerics;
using Iris.Live.Analysis;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Live.Sessions;

/// <summary>Looks at ears and shoulders once in a while; only a whole frame shows them. Not thread-safe.</summary>
internal sealed class BodyTrack(FaceReader reader, LiveOptions live, PostureOptions posture)
{
    private double lookedAt = double.NegativeInfinity, seenAt = double.NegativeInfinity;
    private float[]? points;
    private BodyMetrics? latest;

    /// <summary>Looks, when it is time; null when it is not, or when the shoulders can't be told.</summary>
    public BodyMetrics? Look(Picture frame, FaceMesh face, double now, CancellationToken cancellation)
    {
        if (now - lookedAt < live.BodyEvery.TotalSeconds) return null;
        lookedAt = now;
        var pose = reader.ReadBody(frame, cancellation);
        if (BodyMetrics.Of(pose, face.Box, new(frame.Width, frame.Height), posture) is not { } seen) return null;
        var size = new Vector2(frame.Width, frame.Height);
        points = [.. new[] { pose.LeftEar, pose.LeftShoulder, pose.RightShoulder, pose.RightEar }.Select(joint => joint.Position / size).SelectMany(part => new[] { part.X, part.Y })];
        (latest, seenAt) = (seen, now);
        return seen;
    }

    /// <summary>The last look, unless it was too long ago.</summary>
    public FrameBody? At(double now, BodyVerdict verdict) =>
        now - seenAt <= posture.BodyLastsSeconds && latest is { } seen ? new(verdict, seen.Neck, seen.Lean, points!) : null;
}

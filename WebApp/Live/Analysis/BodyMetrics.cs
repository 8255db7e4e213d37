using System.Numerics;
using Iris.Platform.Faces;

namespace Iris.Live.Analysis;

/// <summary>
/// The line from the middle of the shoulders to the middle of the ears. From the front its length tells how far the head has come down and forward; from the
/// side its slope does, as the craniovertebral angle does in clinics (Raine and Twomey 1997), which starts at the seventh vertebra instead.
/// </summary>
/// <param name="Neck">How far the ears are above the shoulders, in widths of the shoulders: about 0.55 from the front, above 1.2 from the side.</param>
/// <param name="Lean">Slope of the line against the vertical, in degrees: 0 is upright; forward and backward look alike.</param>
internal readonly record struct BodyMetrics(double Neck, double Lean)
{
    /// <summary>Whether the person is seen from the side: one shoulder is nearly before the other.</summary>
    public bool IsSide(PostureOptions options) => Neck > options.SideNeck;

    /// <summary>Measures a pose; null where it can't be trusted: a joint is doubtful or outside of the picture, or the ears are not those of the face.</summary>
    /// <param name="pose">In pixels of the whole frame.</param>
    /// <param name="face">The face that is watched, in the same pixels.</param>
    /// <param name="frame">Width and height of the whole frame.</param>
    /// <param name="options">Least score of a joint.</param>
    public static BodyMetrics? Of(BodyPose pose, Box face, Vector2 frame, PostureOptions options)
    {
        var (ears, shoulders) = (Middle(pose.LeftEar, pose.RightEar), Middle(pose.LeftShoulder, pose.RightShoulder));
        // Ears lie at the edges of a face's box; half a box more is still the same head.
        var head = new Box(face.X - face.Width / 2, face.Y - face.Height / 2, 2 * face.Width, 2 * face.Height);
        if (!IsSeen(pose.LeftEar) || !IsSeen(pose.RightEar) || !IsSeen(pose.LeftShoulder) || !IsSeen(pose.RightShoulder) || !head.Contains(ears)) return null;
        return Of(ears, shoulders, Vector2.Distance(pose.LeftShoulder.Position, pose.RightShoulder.Position));

        bool IsSeen(BodyPoint point) => point.Score >= options.BodyScore && new Box(0, 0, frame.X, frame.Y).Contains(point.Position);
    }

    /// <summary>Measures the line between two points of which the second is lower; null when it is not.</summary>
    internal static BodyMetrics? Of(Vector2 ears, Vector2 shoulders, float shoulderWidth)
    {
        var line = shoulders - ears;
        return line.Y > 0 && shoulderWidth > 0 ? new(line.Y / shoulderWidth, Math.Atan2(Math.Abs(line.X), line.Y) * 180 / Math.PI) : null;
    }

    private static Vector2 Middle(BodyPoint one, BodyPoint other) => (one.Position + other.Position) / 2;
}

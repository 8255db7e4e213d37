using System.ComponentModel.DataAnnotations;
using Iris.Live.Analysis;
using Iris.Live.Sessions;

namespace Iris.Live.Coach.Gauges;

/// <summary>Measures of a face, in parts of the frame's height; the angle in degrees, 90 upright.</summary>
public sealed record CoachFace(double X, double Y, double Nose, double Angle);

/// <summary>The measures of the upright posture, and where they come from.</summary>
public sealed record CoachBaseline(double X, double Y, double Nose, [property: StringLength(40)] string Origin);

/// <summary>Steady frames so far, and how many it takes.</summary>
public sealed record CoachCalibration(int Collected, int Needed);

/// <summary>What has lasted too long.</summary>
public sealed record CoachAlert([property: StringLength(40)] string Kind, double SinceSeconds);

/// <summary>
/// What the script tells the page a few times a second: the newest answer of the server, as <see cref="FrameResult"/> explains it, and how the frames
/// travel: blinks counted since the start, frames answered per second over the last two seconds, milliseconds from sending the newest frame to its
/// answer. A type of its own, because what the browser calls is public.
/// </summary>
public sealed record CoachMoment(
    [property: StringLength(40)] string State, CoachFace? Face, CoachBaseline? Baseline, CoachCalibration? Calibration, double? BlinksPerMinute, bool CountsBlinks, bool EyesClosed,
    [property: StringLength(40)] string Identity, int Faces, CoachAlert? Alert, bool BreakDue, int Blinks, double FramesPerSecond, double RoundTripMs)
{
    internal PostureState Posture => Enum.Parse<PostureState>(State, ignoreCase: true);

    internal LiveIdentity Owner => Enum.Parse<LiveIdentity>(Identity, ignoreCase: true);

    internal BaselineOrigin? Origin => Baseline is null ? null : Enum.Parse<BaselineOrigin>(Baseline.Origin, ignoreCase: true);

    internal AlertKind? Alarm => Alert is null ? null : Enum.Parse<AlertKind>(Alert.Kind, ignoreCase: true);
}

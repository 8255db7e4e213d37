using Iris.Live.Analysis;

namespace Iris.Live.Frames;

/// <summary>When a session's next frame is to be kept: after a while, or soon after an alert was raised. It holds no clock: the frames bring the time.</summary>
internal sealed class FramePlan(FrameOptions options)
{
    private double last = double.NegativeInfinity;

    /// <summary>The first alert since the last frame that was kept.</summary>
    public AlertKind? Alert { get; private set; }

    /// <summary>An alert was raised: the next frame shows what it was about.</summary>
    public void Raise(AlertKind alert) => Alert ??= alert;

    /// <summary>Whether it is time.</summary>
    /// <param name="now">Time of the frame in seconds.</param>
    public bool IsDue(double now) => now - last >= (Alert is null ? options.Every : options.AlertGap).TotalSeconds;

    /// <summary>A frame was kept, or is not to be kept: the next one is due after the usual time.</summary>
    public void Done(double now) => (last, Alert) = (now, null);
}

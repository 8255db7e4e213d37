using Iris.Live.Analysis;
using Iris.Platform.Imaging;

namespace Iris.Live.Frames;

/// <summary>
/// One session's side of keeping frames. Only whole frames are kept, and only those in which the owner is, alone: nobody else was asked. Not thread-safe.
/// </summary>
internal sealed class FrameTaker(FrameKeeper keeper, Guid owner, Guid session)
{
    private readonly FramePlan plan = new(keeper.Options);
    private bool wanted;
    private FramePictures? pictures;

    /// <summary>Prepares for a frame: asks for the person's consent, but only when it is time.</summary>
    public async Task PrepareAsync(bool isCandidate, double now, CancellationToken cancellation)
    {
        pictures = null;
        wanted = isCandidate && plan.IsDue(now) && await keeper.Keepings.IsWantedAsync(owner, cancellation);
        if (isCandidate && plan.IsDue(now) && !wanted) plan.Done(now);
    }

    /// <summary>Makes the small pictures while the frame is still there.</summary>
    public void See(Picture frame)
    {
        if (wanted) pictures = FramePictures.Of(frame, keeper.Options);
    }

    /// <summary>Takes note of what the frame meant, and hands it to be kept if it was wanted.</summary>
    public void Note(DateTimeOffset takenAt, double now, Assessment frame)
    {
        if (frame is { Raised: > 0, Alert: { } alert }) plan.Raise(alert.Kind);
        if (pictures is null || !frame.State.Counts()) return;
        keeper.Offer(new(owner, session, takenAt, frame.State, plan.Alert, pictures));
        plan.Done(now);
    }
}

using Iris.Live.Sessions;

namespace Iris.Live.Identity;

/// <summary>
/// Knows whose face a session sees, and learns the owner's. One doubtful look, as of a turned head, is not enough to turn the owner away. Not thread-safe.
/// </summary>
internal sealed class OwnerWatch(FaceIds faceIds, LiveOptions options, Guid person)
{
    private KnownFace? owner;
    private double lookAt = double.NegativeInfinity;
    private bool doubted, looking;

    public LiveIdentity Identity { get; private set; } = LiveIdentity.Unchecked;

    /// <summary>The owner's mean descriptor; null when none is enrolled.</summary>
    public float[]? Descriptor => owner?.Mean;

    /// <summary>Whether the next frame is to be described, to be compared with the owner's face.</summary>
    public bool WantsDescriptor => looking && owner is not null;

    /// <summary>Prepares for a frame; when it is time for a look, the owner's face is read again, since it may have been deleted.</summary>
    public async Task PrepareAsync(double now, CancellationToken cancellation)
    {
        looking = now >= lookAt;
        if (looking) owner = await faceIds.FindAsync(person, cancellation);
    }

    /// <summary>Takes note of what the frame showed.</summary>
    public async Task NoteAsync(Sight sight, double now, CancellationToken cancellation)
    {
        if (looking) await CompareAsync(sight, now, cancellation);
        if (sight.Mesh is not null) return;
        // Whoever comes next is looked at again.
        (lookAt, doubted) = (double.NegativeInfinity, false);
        Identity = owner is null ? Identity : LiveIdentity.Unchecked;
    }

    private async Task CompareAsync(Sight sight, double now, CancellationToken cancellation)
    {
        if (owner is null)
        {
            (Identity, lookAt) = (LiveIdentity.Off, now + options.IdentifyEvery.TotalSeconds);
            return;
        }

        if (sight.Descriptor is not { } descriptor) return;
        var same = faceIds.IsSame(owner, descriptor);
        if (same) await faceIds.LearnAsync(person, owner, descriptor, cancellation);
        if (!same && Identity is LiveIdentity.Owner && !doubted)
        {
            doubted = true;
            return;
        }

        (Identity, doubted) = (same ? LiveIdentity.Owner : LiveIdentity.Other, false);
        // The owner who comes back should not wait.
        lookAt = now + (same ? options.IdentifyEvery : options.DetectEvery).TotalSeconds;
    }
}

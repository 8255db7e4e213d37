using Iris.Live.Analysis;
using Iris.Live.Frames;
using Iris.Live.Identity;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Microsoft.Extensions.Options;

namespace Iris.Live.Sessions;

/// <summary>What all sessions share.</summary>
internal sealed class LiveEngine(
    FaceReader reader, InferenceGate gate, FaceIds faceIds, FrameKeeper frames, TimeProvider clock, LiveMetrics metrics, IOptions<LiveOptions> options,
    IOptions<PostureOptions> posture)
{
    /// <summary>An irrational part of a circle, of which no multiples come near to each other soon: the golden section.</summary>
    private const double Step = 0.618033988749895;

    private uint phases;

    public FaceReader Reader => reader;

    public InferenceGate Gate => gate;

    public FaceIds FaceIds => faceIds;

    public FrameKeeper Frames => frames;

    public TimeProvider Clock => clock;

    public LiveMetrics Metrics => metrics;

    public LiveOptions Options => options.Value;

    public PostureOptions Posture => posture.Value;

    /// <summary>Limits of a frame.</summary>
    public PictureLimits Limits { get; } = new() { Bytes = options.Value.FrameBytes, Pixels = options.Value.FramePixels };

    /// <summary>Above 0, at most 1, and evenly spread, however many are asked for: what sessions do once in a while they should not do all at once.</summary>
    public double NextPhase() => 1 - (Interlocked.Increment(ref phases) - 1) * Step % 1;
}

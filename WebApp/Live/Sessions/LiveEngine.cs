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
}

using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Faces;
using Xunit.Abstractions;

namespace Iris.Tests.Live.Sessions;

/// <summary>
/// Real people in front of real webcams (intel-iot-devkit/sample-videos, CC-BY-4.0: shared/data/webcam beside the repository, where a machine has it and
/// ffmpeg). They talk, eat and nod, and hardly blink.
/// </summary>
public sealed class WebcamClipTests(FaceNetworks networks, ITestOutputHelper output) : IClassFixture<FaceNetworks>
{
    private const int FrameRate = 15, Seconds = 12;

    [Fact]
    public void A_face_is_followed_through_a_clip_with_next_to_no_blinks()
    {
        foreach (var clip in Clip.Webcam())
        {
            var track = new FaceTrack(networks.Reader, new LiveOptions());
            var blinks = new BlinkCounter(PostureOptions.Default);
            var (frames, faces, time) = (0, 0, 0.0);
            foreach (var jpeg in Clip.Frames(clip, FrameRate, Seconds))
            {
                using var picture = Picture.Decode(jpeg, 640).Value!;
                var mesh = track.Look(picture, null, time += 1.0 / FrameRate, null, describe: false, default).Mesh;
                frames++;
                if (mesh is null) blinks.Interrupt();
                else
                {
                    faces++;
                    blinks.Add((mesh.EyeAspectRatio(MeshPoints.LeftEye) + mesh.EyeAspectRatio(MeshPoints.RightEye)) / 2, time);
                }
            }

            output.WriteLine($"{Path.GetFileName(clip)}: {frames} frames, {faces} with a face, {blinks.Total} blinks in {blinks.CountedSeconds:0.0} s");
            Assert.True(faces >= 0.9 * frames, clip);
            Assert.InRange(blinks.Total, 0, 1);
        }
    }
}

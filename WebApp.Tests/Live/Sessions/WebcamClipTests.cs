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

    [Fact]
    public void Eyes_that_are_looked_at_now_and_then_measure_the_same_posture()
    {
        const int Slow = 5;
        var (clips, carriedFrames) = (Clip.Webcam().ToList(), 0);
        foreach (var clip in clips)
        {
            var (always, paced, pace) = (new FaceTrack(networks.Reader, new LiveOptions()), new FaceTrack(networks.Reader, new LiveOptions()), new EyePace(new LiveOptions(), PostureOptions.Default));
            var (looks, compared, time, angle, height, nose) = (0, 0, 0.0, 0.0, 0.0, 0.0);
            var (baseline, shape, judged) = ((Baseline?)null, (float[]?)null, 0);
            // The clips are shorter than it takes a camera to be slow.
            for (var before = -3.0; before < 0; before += 1.0 / Slow) pace.IsDue(before, open: true);
            foreach (var jpeg in Clip.Frames(clip, Slow, Seconds))
            {
                using var picture = Picture.Decode(jpeg, 640).Value!;
                var (look, before) = (pace.IsDue(time += 1.0 / Slow, open: true), shape);
                var (seen, carried) = (always.Look(picture, null, time, null, describe: false, default).Mesh, paced.Look(picture, null, time, null, describe: false, default, look).Mesh);
                shape = carried?.Eyes?.Shape;
                if (seen is null || carried is null || shape != before)
                {
                    looks++;
                    continue;
                }

                var (expected, actual) = (FaceMetrics.Of(seen, picture.Height), FaceMetrics.Of(carried, picture.Height));
                baseline ??= new(expected.X, expected.Y, expected.Nose);
                judged += Judge(expected) == Judge(actual) ? 0 : 1;
                compared++;
                angle = Math.Max(angle, Math.Abs(expected.Angle - actual.Angle));
                height = Math.Max(height, Math.Abs(expected.Y - actual.Y) / expected.Y);
                nose = Math.Max(nose, Math.Abs(expected.Nose - actual.Nose) / expected.Y);
            }

            output.WriteLine($"{Path.GetFileName(clip)}: {looks} looks, {compared} without, which differ by {angle:0.00}°, {height:0.0000} of the height and {nose:0.0000} of it to the nose at most; {judged} are judged otherwise");
            carriedFrames += compared;
            Assert.Equal(0, judged);
            // A tilt is 10° from level, and a lower head 2 %.
            Assert.InRange(angle, 0, 2);
            Assert.InRange(height, 0, 0.004);
            Assert.InRange(nose, 0, 0.004);

            PostureState Judge(FaceMetrics face) => PostureJudge.Judge(face, baseline.Value, PostureOptions.Default);
        }

        Assert.True(clips.Count == 0 || carriedFrames > 0);
    }
}

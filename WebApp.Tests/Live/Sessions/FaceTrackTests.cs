using System.Numerics;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Faces;

namespace Iris.Tests.Live.Sessions;

public sealed class FaceTrackTests(FaceNetworks networks) : IClassFixture<FaceNetworks>
{
    [Fact]
    public void The_whole_frame_is_wanted_every_second_after_a_first_interval_of_its_own()
    {
        using var frame = Picture.Decode(CameraFrames.Woman(), 640).Value!;
        var track = new FaceTrack(networks.Reader, new LiveOptions(), firstInterval: 0.4);
        var wanted = new List<double>();

        for (var time = 0; time < 30; time++)
        {
            var now = time / 10.0;
            if (time == 0 || track.Next(now) is null) wanted.Add(now);
            track.Look(frame, null, now, null, describe: false, default);
        }

        Assert.Equal([0, 0.4, 1.4, 2.4], wanted);
    }

    [Fact]
    public void Eyes_that_are_not_looked_at_keep_their_shape_and_go_with_the_face_while_it_keeps_still()
    {
        using var first = Picture.Decode(CameraFrames.Woman(), 640).Value!;
        using var second = Picture.Decode(CameraFrames.Woman(lower: 0.003f), 640).Value!;
        using var third = Picture.Decode(CameraFrames.Woman(lower: 0.03f, degrees: 5), 640).Value!;
        var carrying = new FaceTrack(networks.Reader, new LiveOptions());
        var before = carrying.Look(first, null, 0, null, describe: false, default).Mesh!;

        var carried = carrying.Look(second, null, 0.2, null, describe: false, default, eyes: false).Mesh!;

        Assert.True(carried.HasIrises);
        Assert.Same(before.Eyes!.Shape, carried.Eyes!.Shape);
        foreach (var eye in new[] { MeshPoints.LeftEye, MeshPoints.RightEye })
        {
            Assert.Equal(before.EyeAspectRatio(eye), carried.EyeAspectRatio(eye), 1e-3f);
            // The face's own movement, since two looks at the same eye differ by more than it.
            var (went, moves) = (carried.Points[eye.Iris] - before.Points[eye.Iris], carried.Box.Centre - before.Box.Centre);
            Assert.InRange(Vector2.Distance(new(went.X, went.Y), moves), 0, 0.01f * carried.Box.Width);
            Assert.InRange(went.Y, 0.002f * carried.Box.Width, 0.03f * carried.Box.Width);
        }

        var moved = carrying.Look(third, null, 0.4, null, describe: false, default, eyes: false).Mesh!;
        Assert.NotSame(before.Eyes.Shape, moved.Eyes!.Shape);
    }

    [Fact]
    public void The_face_that_is_followed_is_not_read_again_while_it_is_the_only_one_and_there()
    {
        using var frame = Picture.Decode(CameraFrames.Woman(closer: 0.8f), 640).Value!;
        using var elsewhere = Picture.Decode(CameraFrames.Woman(closer: 0.8f, lower: 0.3f), 640).Value!;
        var mesh = Assert.Single(networks.Reader.Find(frame));

        Assert.Same(mesh, Assert.Single(networks.Reader.Find(frame, mesh)));
        Assert.DoesNotContain(mesh, networks.Reader.Find(elsewhere, mesh));
    }
}

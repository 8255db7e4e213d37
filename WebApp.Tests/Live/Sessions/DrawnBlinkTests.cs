using Iris.Bench.Live;
using Iris.Live.Analysis;
using Iris.Live.Sessions;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Faces;

namespace Iris.Tests.Live.Sessions;

/// <summary>
/// Blinks at known times through the real networks, drawn on the woman of sample1 of npm @vladmandic/face-api whose eyes are open (MIT): see
/// <see cref="DrawnFace"/>. The benchmark <c>blinks</c> counts them on all faces there.
/// </summary>
public sealed class DrawnBlinkTests(FaceNetworks networks) : IClassFixture<FaceNetworks>
{
    private const double FrameRate = 15;

    [Fact]
    public void Blinks_are_counted_and_narrowed_eyes_are_not()
    {
        using var photograph = FaceNetworks.Demo(1);
        var face = networks.Reader.Read(photograph, FaceReading.Mesh)
            .Select(found => DrawnFace.Of("sample1", photograph, found.Mesh!, networks.Reader)).First(drawn => drawn is not null)!;
        var clip = new DrawnClip(face, seed: 7);
        var (track, counter, crop, told) = (new FaceTrack(networks.Reader, new LiveOptions()), new BlinkCounter(PostureOptions.Default), (Crop?)null, new List<double>());

        for (var time = 0.0; time < DrawnClip.Seconds; time += 1 / FrameRate)
        {
            using var picture = Picture.Decode(clip.Show(time, crop), 640).Value!;
            var mesh = track.Look(picture, crop, time, null, describe: false, default).Mesh!;
            crop = track.Next(time);
            if (counter.Add((mesh.EyeAspectRatio(MeshPoints.LeftEye) + mesh.EyeAspectRatio(MeshPoints.RightEye)) / 2, time)) told.Add(time);
        }

        var missed = clip.Blinks.Count(blink => !told.Exists(time => time >= blink.Start && time <= blink.End + 0.25));
        var invented = told.Count(time => !clip.Blinks.Any(blink => time >= blink.Start && time <= blink.End + 0.25));
        Assert.InRange(clip.Blinks.Count, 5, 14);
        Assert.Equal((0, 0), (missed, invented));
    }
}
